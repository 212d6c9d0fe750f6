package io.millrace;

import io.millrace.plan.Engine;
import io.millrace.plan.EngineProvider;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the engine for a session. */
final class Engines {
    static final String MASTER = "spark.master";
    private static final String DEFAULT_MASTER = "local[*]";

    private Engines() {}

    static Engine open(Map<String, String> settings) {
        String master = settings.getOrDefault(MASTER, DEFAULT_MASTER);
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElse(Session.class.getClassLoader());
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, loader)) {
            if (provider.accepts(master)) {
                return provider.open(master, settings, loader);
            }
        }
        throw new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE,
                "option",
                MASTER,
                "accepted",
                "masters for which an engine is on the class path, such as local[*] with millrace-core",
                "value",
                master));
    }
}

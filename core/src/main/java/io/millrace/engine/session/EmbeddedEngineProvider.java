package io.millrace.engine.session;

import io.millrace.plan.Engine;
import io.millrace.plan.EngineProvider;
import java.util.Map;

/** Answers to {@code local}, {@code local[2]} and {@code local[*]}: the engine inside this process. */
public final class EmbeddedEngineProvider implements EngineProvider {
    @Override
    public boolean accepts(String master) {
        return threads(master) > 0;
    }

    @Override
    public Engine open(String master, Map<String, String> settings, ClassLoader userClasses) {
        return new EmbeddedEngine(threads(master), settings, userClasses);
    }

    /** How many threads a master asks for; 0 when it is none of ours. */
    private static int threads(String master) {
        if (master.equals("local")) {
            return 1;
        }
        if (!master.startsWith("local[") || !master.endsWith("]")) {
            return 0;
        }
        String count = master.substring("local[".length(), master.length() - 1);
        if (count.equals("*")) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            return Math.max(0, Integer.parseInt(count));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

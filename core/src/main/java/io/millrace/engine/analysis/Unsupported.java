package io.millrace.engine.analysis;

import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;

/** Refuses what the engine does not run yet. */
final class Unsupported {
    private Unsupported() {}

    static MillraceException plan(String feature, Origin origin) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", feature)
                .at(origin.position()));
    }
}

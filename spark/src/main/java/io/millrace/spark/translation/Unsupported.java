package io.millrace.spark.translation;

import io.millrace.AnalysisException;
import io.millrace.Errors;
import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;

/** How this engine refuses what it cannot hand to Spark. */
public final class Unsupported {
    private Unsupported() {}

    /** Throws an exception that names the feature; declared as a result, to be thrown where nothing follows. */
    public static RuntimeException feature(String feature, Origin origin) {
        ErrorDetail detail =
                ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", feature + " on Apache Spark");
        throw Errors.raise(new AnalysisException(detail.at(origin.position())));
    }
}

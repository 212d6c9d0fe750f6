package io.millrace.engine.format;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;

/** Options of the text formats that would change what is read and are not there yet; better refused than ignored. */
public final class UnsupportedOptions {
    private UnsupportedOptions() {}

    /** Refuses to read records as variants. */
    public static void refuseVariants(Options options) {
        if (options.contains("singleVariantColumn")) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "the option singleVariantColumn"));
        }
    }
}

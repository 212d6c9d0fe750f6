package io.millrace.engine.builtin;

import io.millrace.engine.expression.Settings;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceDateTimeException;

/** The errors of date and time functions. */
final class DateErrors {
    private DateErrors() {}

    static MillraceDateTimeException outOfRange(Settings settings, String operation) {
        return new MillraceDateTimeException(settings.error(ErrorCondition.DATETIME_OVERFLOW, "operation", operation));
    }

    static MillraceDateTimeException cannotParse(Settings settings, String message, String function) {
        return new MillraceDateTimeException(settings.error(
                ErrorCondition.CANNOT_PARSE_TIMESTAMP, "message", message, "func", "`" + function + "`"));
    }

    static MillraceDateTimeException invalidPattern(Settings settings, String pattern) {
        return new MillraceDateTimeException(settings.error(
                ErrorCondition.INVALID_DATETIME_PATTERN__WITH_SUGGESTION,
                "pattern",
                "'" + pattern + "'",
                "docroot",
                "https://spark.apache.org/docs/latest"));
    }
}

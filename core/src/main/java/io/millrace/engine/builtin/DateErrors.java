package io.millrace.engine.builtin;

import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.Settings;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.format.TimeParserPolicy;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;

/** The errors of date and time functions, and of patterns. */
public final class DateErrors {
    private DateErrors() {}

    static MillraceDateTimeException outOfRange(Settings settings, String operation) {
        return new MillraceDateTimeException(settings.error(ErrorCondition.DATETIME_OVERFLOW, "operation", operation));
    }

    static MillraceDateTimeException cannotParse(Settings settings, String message, String function) {
        return new MillraceDateTimeException(settings.error(
                ErrorCondition.CANNOT_PARSE_TIMESTAMP, "message", message, "func", "`" + function + "`"));
    }

    /** A text that is no pattern, or none any more. */
    static RuntimeException invalidPattern(Settings settings, String pattern, IllegalArgumentException cause) {
        return invalidPattern(settings.origin().position(), pattern, cause);
    }

    private static RuntimeException invalidPattern(
            Optional<ErrorPosition> position, String pattern, IllegalArgumentException cause) {
        if (wasPattern(pattern)) {
            return patternOfOld(position, pattern);
        }
        return cause instanceof MillraceThrowable known
                ? new MillraceIllegalArgumentException(known.detail().at(position), cause)
                : noPattern(position, pattern, cause);
    }

    /** A text among the options of a format that is no pattern, or none any more. */
    public static RuntimeException invalidPattern(String pattern, IllegalArgumentException cause) {
        return invalidPattern(Optional.empty(), pattern, cause);
    }

    /** A text that was a pattern once. */
    private static MillraceException patternOfOld(Optional<ErrorPosition> position, String pattern) {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.INCONSISTENT_BEHAVIOR_CROSS_VERSION__DATETIME_PATTERN_RECOGNITION,
                        "pattern",
                        ExpressionText.quoted(pattern),
                        "config",
                        "\"" + TimeParserPolicy.KEY + "\"",
                        "docroot",
                        "https://spark.apache.org/docs/latest")
                .at(position));
    }

    /** A text that is no pattern, without a word on what is wrong with it. */
    static MillraceIllegalArgumentException noPattern(
            Settings settings, String pattern, IllegalArgumentException cause) {
        return noPattern(settings.origin().position(), pattern, cause);
    }

    /** The same for a text among the options of a format. */
    public static MillraceIllegalArgumentException noPattern(String pattern, IllegalArgumentException cause) {
        return noPattern(Optional.empty(), pattern, cause);
    }

    private static MillraceIllegalArgumentException noPattern(
            Optional<ErrorPosition> position, String pattern, IllegalArgumentException cause) {
        return new MillraceIllegalArgumentException(
                ErrorDetail.of(
                                ErrorCondition.INVALID_DATETIME_PATTERN__WITH_SUGGESTION,
                                "pattern",
                                ExpressionText.quoted(pattern),
                                "docroot",
                                "https://spark.apache.org/docs/latest")
                        .at(position),
                cause);
    }

    /** Whether it was a pattern as long as patterns were those of {@link SimpleDateFormat}. */
    public static boolean wasPattern(String pattern) {
        try {
            return new SimpleDateFormat(pattern, Locale.US) != null;
        } catch (IllegalArgumentException never) {
            return false;
        }
    }

    /** A part of a date that is out of its range. */
    static MillraceDateTimeException fieldOutOfBounds(Settings settings, DateTimeException cause) {
        return new MillraceDateTimeException(settings.error(
                ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS__WITH_SUGGESTION,
                "rangeMessage",
                cause.getMessage(),
                "ansiConfig",
                "\"spark.sql.ansi.enabled\""));
    }

    static MillraceIllegalArgumentException illegalDayOfWeek(Settings settings, String name) {
        return new MillraceIllegalArgumentException(settings.error(ErrorCondition.ILLEGAL_DAY_OF_WEEK, "string", name));
    }

    static MillraceDateTimeException invalidTimeZone(Settings settings, String zone) {
        return new MillraceDateTimeException(settings.error(ErrorCondition.INVALID_TIMEZONE, "timeZone", zone));
    }
}

package io.millrace.engine.builtin;

import io.millrace.engine.expression.Settings;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArithmeticException;

/** The errors of arithmetic in ANSI mode. */
final class ArithmeticErrors {
    private static final String ANSI = "\"spark.sql.ansi.enabled\"";

    private ArithmeticErrors() {}

    /** @param alternative a function that gives NULL instead, or empty */
    static MillraceArithmeticException overflow(Settings settings, String message, String alternative) {
        String hint =
                alternative.isEmpty() ? "" : " Use '" + alternative + "' to tolerate overflow and return NULL instead.";
        return new MillraceArithmeticException(settings.error(
                ErrorCondition.ARITHMETIC_OVERFLOW, "message", message, "alternative", hint, "config", ANSI));
    }

    /** Overflow of a byte or short, whose message shows the values, both as shorts. */
    static MillraceArithmeticException binaryOverflow(
            Settings settings, String left, String symbol, String right, String alternative) {
        return new MillraceArithmeticException(settings.error(
                ErrorCondition.BINARY_ARITHMETIC_OVERFLOW,
                "value1",
                left,
                "symbol",
                symbol,
                "value2",
                right,
                "functionName",
                "`" + alternative + "`"));
    }

    static MillraceArithmeticException divideByZero(Settings settings) {
        return new MillraceArithmeticException(settings.error(ErrorCondition.DIVIDE_BY_ZERO, "config", ANSI));
    }

    static MillraceArithmeticException remainderByZero(Settings settings) {
        return new MillraceArithmeticException(settings.error(ErrorCondition.REMAINDER_BY_ZERO, "config", ANSI));
    }

    static MillraceArithmeticException intervalDividedByZero(Settings settings) {
        return new MillraceArithmeticException(settings.error(ErrorCondition.INTERVAL_DIVIDED_BY_ZERO));
    }

    static MillraceArithmeticException intervalOverflow(Settings settings) {
        return new MillraceArithmeticException(
                settings.error(ErrorCondition.INTERVAL_ARITHMETIC_OVERFLOW__WITHOUT_SUGGESTION));
    }

    /** With the function that gives null instead. */
    static MillraceArithmeticException intervalOverflow(Settings settings, String alternative) {
        return new MillraceArithmeticException(settings.error(
                ErrorCondition.INTERVAL_ARITHMETIC_OVERFLOW__WITH_SUGGESTION, "functionName", "`" + alternative + "`"));
    }

    static MillraceArithmeticException decimalOverflow(Settings settings, String value, int precision, int scale) {
        return new MillraceArithmeticException(settings.error(
                ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE__WITH_SUGGESTION,
                "value",
                value,
                "precision",
                Integer.toString(precision),
                "scale",
                Integer.toString(scale),
                "config",
                ANSI));
    }
}

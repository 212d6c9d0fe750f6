package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;

/** The errors that aggregates raise. */
final class AggregateErrors {
    private AggregateErrors() {}

    static MillraceArithmeticException overflow(String message, String alternative) {
        return new MillraceArithmeticException(ErrorDetail.of(
                ErrorCondition.ARITHMETIC_OVERFLOW,
                "message",
                message,
                "alternative",
                " Use '" + alternative + "' to tolerate overflow and return NULL instead.",
                "config",
                "\"spark.sql.ansi.enabled\""));
    }

    static MillraceArithmeticException intervalOverflow() {
        return new MillraceArithmeticException(ErrorDetail.of(
                ErrorCondition.INTERVAL_ARITHMETIC_OVERFLOW__WITH_SUGGESTION, "functionName", "`try_add`"));
    }

    static MillraceArithmeticException divideByZero() {
        return new MillraceArithmeticException(
                ErrorDetail.of(ErrorCondition.DIVIDE_BY_ZERO, "config", "\"spark.sql.ansi.enabled\""));
    }

    /** @param alternative the function that gives null instead */
    static MillraceArithmeticException decimalOverflow(String alternative) {
        return overflow("Overflow in sum of decimals", alternative);
    }

    /** A sum that is known, but has more digits than its type. */
    static MillraceArithmeticException decimalOutOfRange(BigDecimal value, DecimalType type) {
        return new MillraceArithmeticException(ErrorDetail.of(
                ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE__WITH_SUGGESTION,
                "value",
                value.toPlainString(),
                "precision",
                Integer.toString(type.precision()),
                "scale",
                Integer.toString(type.scale()),
                "config",
                "\"spark.sql.ansi.enabled\""));
    }
}

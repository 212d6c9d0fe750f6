package io.millrace.spark.translation;

import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.spark.value.SparkTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.TimeType;
import java.math.BigDecimal;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Constants in the internal forms of both sides, which are mostly the same. */
final class Literals {
    private static final long NANOS_PER_MICRO = 1000;

    private Literals() {}

    static Literal of(io.millrace.plan.UnresolvedExpression.Literal literal) {
        Object value = switch (literal.value()) {
            case null -> null;
            case String text -> UTF8String.fromString(text);
            case BigDecimal number
            when literal.type() instanceof DecimalType type -> Decimal.apply(number, type.precision(), type.scale());
            case CalendarInterval interval ->
                new org.apache.spark.unsafe.types.CalendarInterval(
                        interval.months(), interval.days(), interval.microseconds());
            case Long micros when literal.type() instanceof TimeType -> micros * NANOS_PER_MICRO;
            default -> literal.value();
        };
        return new Literal(value, SparkTypes.toSpark(literal.type()));
    }
}

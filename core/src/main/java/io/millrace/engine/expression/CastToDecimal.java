package io.millrace.engine.expression;

import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimals: rounded half up to the scale, and refused if there are too many digits. */
final class CastToDecimal {
    private CastToDecimal() {}

    static SlotCast of(DataType from, DecimalType to, CastContext context) {
        if (Casts.isText(from)) {
            return (source, at, target, position) -> fromText(to, context, source, at, target, position);
        }
        if (from instanceof FloatType || from instanceof DoubleType) {
            return (source, at, target, position) -> {
                double value = CastToNumber.floating(source, at);
                if (Double.isFinite(value)) {
                    store(BigDecimal.valueOf(value), to, context, target, position);
                } else {
                    // no number: NULL in every mode
                    target.setNull(position);
                }
            };
        }
        if (from instanceof DateType) {
            // a date is no number; without ANSI that is NULL
            return (source, at, target, position) -> target.setNull(position);
        }
        if (from instanceof DecimalType decimal) {
            return fromDecimal(decimal, to, context);
        }
        return (source, at, target, position) ->
                store(exact(from, CastToNumber.whole(source, at)), to, context, target, position);
    }

    private static SlotCast fromDecimal(DecimalType from, DecimalType to, CastContext context) {
        boolean digitsStay = from.scale() == to.scale() && from.precision() <= to.precision();
        return (source, at, target, position) -> {
            DecimalVector decimals = (DecimalVector) source;
            if (digitsStay) {
                ((DecimalVector) target).set(position, decimals.high()[at], decimals.low()[at]);
            } else {
                store(new BigDecimal(decimals.unscaled(at), from.scale()), to, context, target, position);
            }
        };
    }

    /** The value in seconds, or in the unit of an interval's last field. */
    private static BigDecimal exact(DataType from, long value) {
        return switch (from) {
            case TimestampType ignored -> BigDecimal.valueOf(value / (double) ZoneClock.MICROS_PER_SECOND);
            case TimeType ignored -> BigDecimal.valueOf(value, 9);
            case DayTimeIntervalType interval ->
                interval.endField() == DayTimeIntervalType.SECOND
                        ? BigDecimal.valueOf(value, 6)
                        : BigDecimal.valueOf(value / CastToNumber.unit(interval));
            default -> BigDecimal.valueOf(value / CastToNumber.divisor(from));
        };
    }

    private static void fromText(
            DecimalType to, CastContext context, ValueVector source, int at, ValueVector target, int position) {
        BytesVector text = (BytesVector) source;
        BigDecimal value = NumberText.parseDecimal(text.data(), text.start(at), text.length(at));
        if (value == null) {
            context.invalid(source, at, target, position);
            return;
        }
        // 1e1000000000 has few digits to read, but is not to be written out
        long wholeDigits = (long) value.precision() - value.scale();
        if (value.signum() != 0 && wholeDigits > DecimalType.MAX_PRECISION) {
            if (context.isAnsi()) {
                throw new MillraceArithmeticException(
                        ErrorDetail.of(ErrorCondition.NUMERIC_OUT_OF_SUPPORTED_RANGE, "value", text.string(at)));
            }
            target.setNull(position);
        } else if (wholeDigits < -DecimalType.MAX_SCALE) {
            ((DecimalVector) target).set(position, 0L);
        } else {
            store(value, to, context, target, position);
        }
    }

    static void store(BigDecimal value, DecimalType type, CastContext context, ValueVector target, int position) {
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision()) {
            context.tooManyDigits(value, type, target, position);
        } else {
            ((DecimalVector) target).set(position, rounded.unscaledValue());
        }
    }
}

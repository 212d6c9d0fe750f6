package io.millrace.engine.expression;

import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.IntervalFieldParser;
import io.millrace.types.IntervalParser;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Intervals; a number counts the interval's last field. */
final class CastToInterval {
    private CastToInterval() {}

    static SlotCast dayTime(DataType from, DayTimeIntervalType to, CastContext context) {
        long unit = CastToNumber.unit(to);
        boolean cuts = to.endField() != DayTimeIntervalType.SECOND;
        IntervalFieldParser parser = new IntervalFieldParser(to);
        return (source, at, target, position) -> {
            LongVector micros = (LongVector) target;
            if (from instanceof DayTimeIntervalType) {
                long value = ((LongVector) source).get(at);
                micros.set(position, cuts ? value - value % unit : value);
                return;
            }
            try {
                micros.set(
                        position,
                        source instanceof BytesVector text
                                ? parser.parse(text.string(at))
                                : scaled(from, source, at, unit));
            } catch (MillraceIllegalArgumentException notAnInterval) {
                context.noInterval(notAnInterval, target, position);
            } catch (ArithmeticException tooLarge) {
                context.overflow(source, at, target, position);
            }
        };
    }

    static SlotCast yearMonth(DataType from, YearMonthIntervalType to, CastContext context) {
        int unit = to.endField() == YearMonthIntervalType.YEAR ? 12 : 1;
        IntervalFieldParser parser = new IntervalFieldParser(to);
        return (source, at, target, position) -> {
            IntVector months = (IntVector) target;
            if (from instanceof YearMonthIntervalType) {
                int value = ((IntVector) source).get(at);
                months.set(position, value - value % unit);
                return;
            }
            try {
                months.set(
                        position,
                        source instanceof BytesVector text
                                ? (int) parser.parse(text.string(at))
                                : Math.toIntExact(scaled(from, source, at, unit)));
            } catch (MillraceIllegalArgumentException notAnInterval) {
                context.noInterval(notAnInterval, target, position);
            } catch (ArithmeticException tooLarge) {
                context.overflow(source, at, target, position);
            }
        };
    }

    private static long scaled(DataType from, ValueVector source, int at, long unit) {
        if (from instanceof DecimalType decimal) {
            BigDecimal value = new BigDecimal(((DecimalVector) source).unscaled(at), decimal.scale());
            return value.multiply(BigDecimal.valueOf(unit))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
        return Math.multiplyExact(CastToNumber.whole(source, at), unit);
    }

    /** Of a text that is no interval comes null, with ANSI mode and without. */
    static SlotCast calendar() {
        return (source, at, target, position) -> {
            try {
                IntervalParser.Interval value = IntervalParser.parse(((BytesVector) source).string(at));
                Values.set(target, position, new CalendarInterval(value.months(), value.days(), value.microseconds()));
            } catch (MillraceIllegalArgumentException notAnInterval) {
                target.setNull(position);
            }
        };
    }
}

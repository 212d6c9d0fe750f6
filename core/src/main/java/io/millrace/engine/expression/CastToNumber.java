package io.millrace.engine.expression;

import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ByteType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.IntegralType;
import io.millrace.types.LongType;
import io.millrace.types.NumericType;
import io.millrace.types.ShortType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Numbers but decimals, and booleans. */
final class CastToNumber {
    private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");
    private static final int LONGEST_BOOLEAN = 5;

    private CastToNumber() {}

    static SlotCast of(DataType from, NumericType to, CastContext context) {
        if (from instanceof DateType) {
            // only the older mode has it, and there it is always null
            return (source, at, target, position) -> target.setNull(position);
        }
        if (to instanceof DoubleType) {
            return toDouble(from, context);
        }
        if (to instanceof FloatType) {
            return toFloat(from, context);
        }
        return toWhole(from, to, context);
    }

    private static long smallest(NumericType type) {
        return switch (type) {
            case ByteType ignored -> Byte.MIN_VALUE;
            case ShortType ignored -> Short.MIN_VALUE;
            case IntegerType ignored -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    private static SlotCast toWhole(DataType from, NumericType to, CastContext context) {
        long minimum = smallest(to);
        long maximum = -(minimum + 1);
        if (Casts.isText(from)) {
            return (source, at, target, position) -> {
                BytesVector text = (BytesVector) source;
                NumberText numbers = context.numbers();
                long value = numbers.parseLong(
                        text.data(), text.start(at), text.length(at), minimum, maximum, context.wraps());
                if (numbers.parsed()) {
                    set(target, position, value);
                } else {
                    context.invalid(source, at, target, position);
                }
            };
        }
        if (from instanceof FloatType || from instanceof DoubleType) {
            return (source, at, target, position) ->
                    fromFloating(floating(source, at), minimum, maximum, context, source, at, target, position);
        }
        if (from instanceof DecimalType decimal) {
            if (decimal.precision() > DECIMAL_IN_LONG && maximum != Long.MAX_VALUE && !context.wraps()) {
                // as Spark does, which takes these by their double: 41.9…9 with enough digits is 42
                return (source, at, target, position) -> fromFloating(
                        numeric(decimal, source, at), minimum, maximum, context, source, at, target, position);
            }
            return (source, at, target, position) ->
                    fromDecimal(decimal, minimum, maximum, context, source, at, target, position);
        }
        long divisor = divisor(from);
        boolean wrapsHere = context.wraps() && (from instanceof IntegralType || from instanceof TimestampType);
        boolean floors = from instanceof TimestampType;
        return (source, at, target, position) -> {
            long whole = whole(source, at);
            long value = floors ? Math.floorDiv(whole, divisor) : whole / divisor;
            if ((value >= minimum && value <= maximum) || wrapsHere) {
                set(target, position, value);
            } else {
                context.overflow(source, at, target, position);
            }
        };
    }

    /** Decimals of so many digits are a long in Spark. */
    private static final int DECIMAL_IN_LONG = 18;

    /** How many of the source's units make one of its last field: seconds, days, months … */
    static long divisor(DataType from) {
        return switch (from) {
            case TimestampType ignored -> ZoneClock.MICROS_PER_SECOND;
            case TimeType ignored -> 1_000_000_000L;
            case DayTimeIntervalType interval -> unit(interval);
            case YearMonthIntervalType interval -> interval.endField() == YearMonthIntervalType.YEAR ? 12 : 1;
            default -> 1;
        };
    }

    /** Microseconds of an interval's last field. */
    static long unit(DayTimeIntervalType interval) {
        return switch (interval.endField()) {
            case DayTimeIntervalType.DAY -> ZoneClock.MICROS_PER_DAY;
            case DayTimeIntervalType.HOUR -> 3600 * ZoneClock.MICROS_PER_SECOND;
            case DayTimeIntervalType.MINUTE -> 60 * ZoneClock.MICROS_PER_SECOND;
            default -> ZoneClock.MICROS_PER_SECOND;
        };
    }

    private static void fromFloating(
            double value,
            long minimum,
            long maximum,
            CastContext context,
            ValueVector source,
            int at,
            ValueVector target,
            int position) {
        if (context.wraps()) {
            // as the JVM narrows: to a long or an int first, then by cutting bits
            set(target, position, maximum == Long.MAX_VALUE ? (long) value : (int) value);
        } else if (Math.floor(value) <= maximum && Math.ceil(value) >= minimum) {
            set(target, position, (long) value);
        } else {
            context.overflow(source, at, target, position);
        }
    }

    private static void fromDecimal(
            DecimalType type,
            long minimum,
            long maximum,
            CastContext context,
            ValueVector source,
            int at,
            ValueVector target,
            int position) {
        DecimalVector decimals = (DecimalVector) source;
        BigInteger whole = new BigDecimal(decimals.unscaled(at), type.scale()).toBigInteger();
        long value = whole.longValue();
        boolean fits = whole.bitLength() < Long.SIZE && value >= minimum && value <= maximum;
        if (fits || context.wraps()) {
            set(target, position, value);
        } else {
            context.overflow(source, at, target, position);
        }
    }

    private static SlotCast toDouble(DataType from, CastContext context) {
        return (source, at, target, position) -> {
            DoubleVector doubles = (DoubleVector) target;
            if (source instanceof BytesVector text) {
                double value = context.numbers().parseDouble(text.data(), text.start(at), text.length(at));
                if (context.numbers().parsed()) {
                    doubles.set(position, value);
                } else {
                    context.invalid(source, at, target, position);
                }
            } else {
                doubles.set(position, numeric(from, source, at));
            }
        };
    }

    private static SlotCast toFloat(DataType from, CastContext context) {
        return (source, at, target, position) -> {
            FloatVector floats = (FloatVector) target;
            if (source instanceof BytesVector text) {
                float value = context.numbers().parseFloat(text.data(), text.start(at), text.length(at));
                if (context.numbers().parsed()) {
                    floats.set(position, value);
                } else {
                    context.invalid(source, at, target, position);
                }
            } else if (source instanceof DecimalVector decimals) {
                floats.set(position, new BigDecimal(decimals.unscaled(at), ((DecimalType) from).scale()).floatValue());
            } else if (from instanceof IntegralType) {
                floats.set(position, (float) whole(source, at));
            } else {
                floats.set(position, (float) numeric(from, source, at));
            }
        };
    }

    private static double numeric(DataType from, ValueVector source, int at) {
        return switch (source) {
            case DoubleVector values -> values.get(at);
            case FloatVector values -> values.get(at);
            case DecimalVector values ->
                new BigDecimal(values.unscaled(at), ((DecimalType) from).scale()).doubleValue();
            default ->
                from instanceof TimestampType
                        ? whole(source, at) / (double) ZoneClock.MICROS_PER_SECOND
                        : whole(source, at);
        };
    }

    static double floating(ValueVector source, int at) {
        return source instanceof DoubleVector doubles ? doubles.get(at) : ((FloatVector) source).get(at);
    }

    /** A whole number of any width; a boolean counts as 1 or 0. */
    static long whole(ValueVector source, int at) {
        return switch (source) {
            case BooleanVector values -> values.get(at) ? 1 : 0;
            case ByteVector values -> values.get(at);
            case ShortVector values -> values.get(at);
            case IntVector values -> values.get(at);
            default -> ((LongVector) source).get(at);
        };
    }

    private static void set(ValueVector target, int position, long value) {
        switch (target) {
            case ByteVector values -> values.set(position, (byte) value);
            case ShortVector values -> values.set(position, (short) value);
            case IntVector values -> values.set(position, (int) value);
            default -> ((LongVector) target).set(position, value);
        }
    }

    static SlotCast toBoolean(DataType from, CastContext context) {
        if (from instanceof DateType) {
            return (source, at, target, position) -> target.setNull(position);
        }
        if (!Casts.isText(from)) {
            return (source, at, target, position) -> ((BooleanVector) target).set(position, isTrue(source, at));
        }
        return (source, at, target, position) -> {
            BytesVector text = (BytesVector) source;
            int start = NumberText.trimmedStart(text.data(), text.start(at), text.start(at) + text.length(at));
            int end = NumberText.trimmedEnd(text.data(), start, text.start(at) + text.length(at));
            String word = end - start > LONGEST_BOOLEAN
                    ? ""
                    : new String(text.data(), start, end - start, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            if (TRUE.contains(word)) {
                ((BooleanVector) target).set(position, true);
            } else if (FALSE.contains(word)) {
                ((BooleanVector) target).set(position, false);
            } else {
                context.invalid(source, at, target, position);
            }
        };
    }

    private static boolean isTrue(ValueVector source, int at) {
        return switch (source) {
            case DoubleVector values -> values.get(at) != 0;
            case FloatVector values -> values.get(at) != 0;
            case DecimalVector values -> values.low()[at] != 0 || values.high()[at] != 0;
            default -> whole(source, at) != 0;
        };
    }

    /** Whether there is a loop over arrays for a conversion; see {@link #widen}. */
    static boolean widens(DataType from, DataType to) {
        return (from instanceof IntegerType && (to instanceof LongType || to instanceof DoubleType))
                || (from instanceof LongType && to instanceof DoubleType);
    }

    /** The conversions that the engine itself puts in most often, as loops over arrays; they cannot fail. */
    static void widen(ValueVector source, ValueVector target, int end) {
        if (target instanceof LongVector longs) {
            int[] in = ((IntVector) source).values();
            long[] out = longs.values();
            for (int i = 0; i < end; i++) {
                out[i] = in[i];
            }
        } else if (source instanceof LongVector longs) {
            long[] in = longs.values();
            double[] out = ((DoubleVector) target).values();
            for (int i = 0; i < end; i++) {
                out[i] = in[i];
            }
        } else {
            int[] in = ((IntVector) source).values();
            double[] out = ((DoubleVector) target).values();
            for (int i = 0; i < end; i++) {
                out[i] = in[i];
            }
        }
    }
}

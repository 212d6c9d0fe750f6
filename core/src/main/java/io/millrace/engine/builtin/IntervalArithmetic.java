package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attempt;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.CalendarIntervalType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Intervals plus and minus each other, and times and by numbers; results are rounded half up. */
final class IntervalArithmetic {
    /** {@code interval * number}. */
    static final ScalarSpec TIMES = scalar("multiply_interval").infix("*").kernel(scaling(false, false));
    /** {@code interval / number}. */
    static final ScalarSpec DIVIDED = scalar("divide_interval").infix("/").kernel(scaling(true, false));
    /** {@code interval * number} of a calendar interval. */
    static final ScalarSpec CALENDAR_TIMES =
            scalar("multiply_interval").mayBeNull().kernel(scaling(false, false));
    /** {@code interval / number} of a calendar interval. */
    static final ScalarSpec CALENDAR_DIVIDED =
            scalar("divide_interval").mayBeNull().kernel(scaling(true, false));
    /** {@code try_multiply(interval, number)}. */
    static final ScalarSpec TRY_TIMES =
            scalar("try_multiply").replaced().mayBeNull().kernel(Attempt.of(scaling(false, true)));
    /** {@code try_multiply(number, interval)}; the interval is the first argument here, too. */
    static final ScalarSpec TRY_TIMES_TURNED = scalar("try_multiply")
            .replaced()
            .mayBeNull()
            .text(arguments -> "try_multiply(" + arguments.get(1) + ", " + arguments.get(0) + ")")
            .kernel(Attempt.of(scaling(false, true)));
    /** {@code try_divide(interval, number)}. */
    static final ScalarSpec TRY_DIVIDED =
            scalar("try_divide").replaced().mayBeNull().kernel(Attempt.of(scaling(true, true)));

    private IntervalArithmetic() {}

    /** The operator for a calendar interval, which reads like a function and may be null. */
    static ScalarSpec ofCalendar(ScalarSpec operator) {
        return operator == TIMES ? CALENDAR_TIMES : operator == DIVIDED ? CALENDAR_DIVIDED : operator;
    }

    /** Sums and differences of intervals of one kind; {@code sign} is 1 or -1. */
    static ScalarKernel sum(int sign) {
        return Kernels.strictFor(call -> (in, row, out) -> {
            try {
                add(in, row, sign, out);
            } catch (ArithmeticException overflow) {
                throw ArithmeticErrors.intervalOverflow(call.settings(), sign > 0 ? "try_add" : "try_subtract");
            }
        });
    }

    private static void add(Arguments in, int row, int sign, ValueVector out) {
        switch (out) {
            case IntVector months -> months.set(row, exactInt(in.intAt(0, row) + (long) sign * in.intAt(1, row)));
            case LongVector micros -> micros.set(row, exactSum(in.longAt(0, row), sign, in.longAt(1, row)));
            default -> {
                StructVector sum = (StructVector) out;
                StructVector left = (StructVector) in.plain(0);
                StructVector right = (StructVector) in.plain(1);
                int l = in.at(0, row);
                int r = in.at(1, row);
                for (int part = 0; part < 2; part++) {
                    long exact = ((IntVector) left.child(part)).get(l)
                            + (long) sign * ((IntVector) right.child(part)).get(r);
                    ((IntVector) sum.child(part)).set(row, exactInt(exact));
                }
                ((LongVector) sum.child(2))
                        .set(
                                row,
                                exactSum(
                                        ((LongVector) left.child(2)).get(l),
                                        sign,
                                        ((LongVector) right.child(2)).get(r)));
            }
        }
    }

    private static int exactInt(long value) {
        return Math.toIntExact(value);
    }

    private static long exactSum(long left, int sign, long right) {
        return sign > 0 ? Math.addExact(left, right) : Math.subtractExact(left, right);
    }

    private static void failed(boolean isTry, KernelCall call, ValueVector out, int row) {
        if (isTry) {
            out.setNull(row);
        } else if (out.type() instanceof CalendarIntervalType) {
            throw ArithmeticErrors.overflow(call.settings(), "overflow", "");
        } else {
            throw ArithmeticErrors.intervalOverflow(call.settings());
        }
    }

    private static ScalarKernel scaling(boolean divide, boolean isTry) {
        return Kernels.strictFor(call -> (in, row, out) -> {
            if (divide && isZero(in, row)) {
                boolean givesNull = isTry || (!call.ansi() && call.argumentType(0) instanceof CalendarIntervalType);
                if (!givesNull) {
                    throw ArithmeticErrors.intervalDividedByZero(call.settings());
                }
                out.setNull(row);
                return;
            }
            try {
                scale(divide, isTry || call.ansi(), in, row, out);
            } catch (ArithmeticException overflow) {
                failed(isTry, call, out, row);
            }
        });
    }

    private static boolean isZero(Arguments in, int row) {
        return switch (in.plain(1)) {
            case DecimalVector decimals -> decimals.unscaled(in.at(1, row)).signum() == 0;
            case DoubleVector doubles -> doubles.get(in.at(1, row)) == 0;
            case FloatVector floats -> floats.get(in.at(1, row)) == 0;
            default -> in.longAt(1, row) == 0;
        };
    }

    /** @param exact whether a calendar interval must not end at the bounds of its parts */
    private static void scale(boolean divide, boolean exact, Arguments in, int row, ValueVector out) {
        switch (out) {
            case IntVector months -> months.set(row, Math.toIntExact(scaled(divide, in.intAt(0, row), in, row)));
            case LongVector micros -> micros.set(row, scaled(divide, in.longAt(0, row), in, row));
            default -> scaleCalendar(divide, exact, in, row, (StructVector) out);
        }
    }

    private static long scaled(boolean divide, long interval, Arguments in, int row) {
        return switch (in.plain(1)) {
            case DecimalVector decimals -> {
                BigDecimal factor = (BigDecimal) in.valueAt(1, row);
                BigDecimal value = BigDecimal.valueOf(interval);
                BigDecimal result = divide ? value.divide(factor, 0, RoundingMode.HALF_UP) : value.multiply(factor);
                yield result.setScale(0, RoundingMode.HALF_UP).longValueExact();
            }
            case DoubleVector doubles -> rounded(divide, interval, doubles.get(in.at(1, row)));
            case FloatVector floats -> rounded(divide, interval, floats.get(in.at(1, row)));
            default -> {
                long factor = in.longAt(1, row);
                yield divide
                        ? BigDecimal.valueOf(interval)
                                .divide(BigDecimal.valueOf(factor), 0, RoundingMode.HALF_UP)
                                .longValueExact()
                        : Math.multiplyExact(interval, factor);
            }
        };
    }

    private static long rounded(boolean divide, long interval, double factor) {
        double exact = divide ? interval / factor : interval * factor;
        if (!Double.isFinite(exact)) {
            throw new ArithmeticException("not finite");
        }
        return new BigDecimal(exact).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Parts of months are lost; parts of days become microseconds. */
    private static void scaleCalendar(boolean divide, boolean exact, Arguments in, int row, StructVector out) {
        StructVector interval = (StructVector) in.plain(0);
        int at = in.at(0, row);
        double number = in.doubleAt(1, row);
        double factor = divide ? 1 / number : number;
        double months = divide
                ? ((IntVector) interval.child(0)).get(at) / number
                : ((IntVector) interval.child(0)).get(at) * factor;
        double days = divide
                ? ((IntVector) interval.child(1)).get(at) / number
                : ((IntVector) interval.child(1)).get(at) * factor;
        long micros = ((LongVector) interval.child(2)).get(at);
        double exactMicros = divide ? micros / number : micros * factor;
        int wholeMonths = exact ? Math.toIntExact((long) months) : (int) months;
        int wholeDays = exact ? Math.toIntExact((long) days) : (int) days;
        ((IntVector) out.child(0)).set(row, wholeMonths);
        ((IntVector) out.child(1)).set(row, wholeDays);
        double partOfDay = (days - wholeDays) * ZoneClock.MICROS_PER_DAY;
        ((LongVector) out.child(2)).set(row, Math.round(exactMicros + partOfDay));
    }
}

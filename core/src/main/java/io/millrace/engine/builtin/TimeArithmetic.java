package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.text.IntervalText;
import io.millrace.engine.expression.text.TimeText;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.NullType;
import io.millrace.types.StringType;
import io.millrace.types.TimeType;
import java.util.List;

/** Times of day plus and minus intervals, and minus each other. A day has no time before its begin or from its end on. */
final class TimeArithmetic {
    private static final long NANOS_PER_MICRO = 1_000;
    /** Longer intervals cannot be counted in nanoseconds. */
    private static final long MAX_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO;

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final DataType DIFFERENCE =
            DataTypes.createDayTimeIntervalType(DayTimeIntervalType.HOUR, DayTimeIntervalType.SECOND);

    private static final ScalarSpec PLUS = moved(1, false).text(a -> a.get(0) + " + " + a.get(1));
    private static final ScalarSpec MINUS = moved(-1, false).text(a -> a.get(0) + " - " + a.get(1));
    private static final ScalarSpec BETWEEN = between().text(a -> a.get(0) + " - " + a.get(1));
    private static final ScalarSpec TRY_PLUS = moved(1, true).text(a -> "try_add(" + a.get(0) + ", " + a.get(1) + ")");
    private static final ScalarSpec TRY_MINUS =
            moved(-1, true).text(a -> "try_subtract(" + a.get(0) + ", " + a.get(1) + ")");
    private static final ScalarSpec TRY_BETWEEN =
            between().text(a -> "try_subtract(" + a.get(0) + ", " + a.get(1) + ")");

    private TimeArithmetic() {}

    /** The sum or difference, or null where no side is a time or the other one does not fit. */
    static Expression sum(CallSite call, boolean minus, boolean isTry, ResolutionContext context) {
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        if (left.type() instanceof TimeType time) {
            if (minus && isTime(right.type(), context)) {
                DataType type = right.type() instanceof TimeType ? right.type() : time;
                return between(call, left, context.convert(right, type), isTry, context);
            }
            return plus(call, minus ? isTry ? TRY_MINUS : MINUS : isTry ? TRY_PLUS : PLUS, left, right, context);
        }
        if (minus && right.type() instanceof TimeType time && isTime(left.type(), context)) {
            return between(call, context.convert(left, time), right, isTry, context);
        }
        return !minus && right.type() instanceof TimeType
                ? plus(call, isTry ? TRY_PLUS : PLUS, right, left, context)
                : null;
    }

    private static boolean isTime(DataType type, ResolutionContext context) {
        return type instanceof TimeType || type instanceof StringType && context.ansi() || type instanceof NullType;
    }

    private static Expression between(
            CallSite call, Expression left, Expression right, boolean isTry, ResolutionContext context) {
        return (isTry ? TRY_BETWEEN : BETWEEN).typed(call, List.of(left, right), DIFFERENCE, context);
    }

    private static Expression plus(
            CallSite call, ScalarSpec spec, Expression time, Expression interval, ResolutionContext context) {
        boolean untyped = interval.type() instanceof NullType;
        if (!untyped && !(interval.type() instanceof DayTimeIntervalType)) {
            return null;
        }
        DataType type = untyped ? DataTypes.createDayTimeIntervalType() : interval.type();
        boolean fine = ((DayTimeIntervalType) type).endField() == DayTimeIntervalType.SECOND;
        return spec.typed(
                call,
                List.of(time, context.convert(interval, type)),
                fine ? DataTypes.createTimeType(6) : time.type(),
                context);
    }

    private static ScalarSpec between() {
        return scalar("subtract_times")
                .mayBeNull()
                .kernel(Kernels.<LongVector>strict((in, row, out) ->
                        out.set(row, in.longAt(0, row) / NANOS_PER_MICRO - in.longAt(1, row) / NANOS_PER_MICRO)));
    }

    private static ScalarSpec moved(int sign, boolean isTry) {
        return scalar("time_add_interval").mayBeNull().kernel(Kernels.<LongVector>strictFor(call -> {
            int unit = ((DayTimeIntervalType) call.argumentType(1)).endField();
            return (in, row, out) -> {
                long time = in.longAt(0, row);
                long micros = sign * in.longAt(1, row);
                long moved = time / NANOS_PER_MICRO + micros;
                boolean overflow = (micros ^ moved) < 0 && micros > 0;
                if (overflow || moved < 0 || moved >= NANOS_PER_DAY / NANOS_PER_MICRO) {
                    if (isTry) {
                        out.setNull(row);
                        return;
                    }
                    if (micros > MAX_MICROS || micros < -MAX_MICROS) {
                        throw ArithmeticErrors.overflow(call.settings(), "overflow", "");
                    }
                    throw DateErrors.outOfRange(
                            call.settings(),
                            "add " + IntervalText.ansi(micros, unit, unit) + " to the time value TIME '"
                                    + TimeText.format(time) + "'");
                }
                out.set(row, moved * NANOS_PER_MICRO + time % NANOS_PER_MICRO);
            };
        }));
    }
}

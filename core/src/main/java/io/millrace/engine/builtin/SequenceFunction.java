package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.types.ArrayType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.IntegralType;
import io.millrace.types.NullType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;

/**
 * {@code sequence(start, stop [, step])} of whole numbers, dates or timestamps. Each value of a sequence of times is as many
 * steps from the start, so that a step of months from the 31st comes back to the 31st.
 */
public final class SequenceFunction implements FunctionModule {
    static final int MAXIMUM_LENGTH = Integer.MAX_VALUE - 15;

    @Override
    public List<String> names() {
        return List.of("sequence");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return scalar("sequence")
                .nullTolerant()
                .takes(ANY, ANY)
                .optional(ANY)
                .coerces(SequenceFunction::align)
                .checks((errors, arguments, context) -> check(errors, arguments))
                .gives((arguments, context) ->
                        new ArrayType(arguments.getFirst().type(), false))
                .kernel(Kernels.<ListVector>strictFor(
                        call -> call.argumentType(0) instanceof IntegralType ? numbers(call) : times(call)))
                .describe("An array from a start to a stop, both included, by a step.", "sequence(1, 5)");
    }

    private static boolean isTime(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    private static boolean isInterval(DataType type) {
        return type instanceof CalendarIntervalType
                || type instanceof DayTimeIntervalType
                || type instanceof YearMonthIntervalType;
    }

    private static List<Expression> align(List<Expression> arguments, ResolutionContext context) {
        boolean separate = arguments.size() > 2 && isInterval(arguments.get(2).type());
        List<Expression> ends = CommonTypes.widest(separate ? arguments.subList(0, 2) : arguments, 0, context);
        if (!separate) {
            return ends;
        }
        return List.of(ends.get(0), ends.get(1), arguments.get(2));
    }

    private static void check(CallErrors errors, List<Expression> arguments) {
        DataType start = arguments.getFirst().type();
        DataType step = arguments.size() > 2 ? arguments.get(2).type() : null;
        boolean ends = TypeCoercion.sameType(start, arguments.get(1).type());
        boolean numbers = start instanceof IntegralType && (step == null || step.equals(start));
        boolean times = isTime(start) && (step == null || isInterval(step) || step instanceof NullType);
        if (!ends || !numbers && !times) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__SEQUENCE_WRONG_INPUT_TYPES,
                    "functionName",
                    "`sequence`",
                    "startType",
                    "(\"TIMESTAMP\" or \"TIMESTAMP_NTZ\" or \"DATE\")",
                    "stepType",
                    "(\"INTERVAL\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL DAY TO SECOND\")",
                    "otherStartType",
                    "\"INTEGRAL\"");
        }
    }

    /** @param function whose {@code count} asks for too many elements */
    static MillraceException tooLong(KernelCall call, String function, long length) {
        return new MillraceException(call.settings()
                .error(
                        ErrorCondition.COLLECTION_SIZE_LIMIT_EXCEEDED__PARAMETER,
                        "numberOfElements",
                        Long.toUnsignedString(length),
                        "maxRoundedArrayLength",
                        String.valueOf(MAXIMUM_LENGTH),
                        "functionName",
                        "`" + function + "`",
                        "parameter",
                        "`count`"));
    }

    private static MillraceIllegalArgumentException nowhere(KernelCall call, String start, String stop, String step) {
        return new MillraceIllegalArgumentException(
                call.settings().error(ErrorCondition.LEGACY_3243, "start", start, "stop", stop, "step", step));
    }

    // Whole numbers

    private static Kernels.RowFunction<ListVector> numbers(KernelCall call) {
        return (in, row, out) -> {
            long start = in.longAt(0, row);
            long stop = in.longAt(1, row);
            long step = in.count() > 2 ? in.longAt(2, row) : start <= stop ? 1 : -1;
            boolean forwards = step > 0 && start <= stop || step < 0 && start >= stop || start == stop;
            if (!forwards) {
                throw nowhere(call, String.valueOf(start), String.valueOf(stop), String.valueOf(step));
            }
            long distance = start <= stop ? stop - start : start - stop;
            long length = start == stop ? 1 : Long.divideUnsigned(distance, Math.abs(step)) + 1;
            if (length < 0 || length > MAXIMUM_LENGTH) {
                throw tooLong(call, "sequence", length);
            }
            int at = out.allocate(row, (int) length);
            for (int i = 0; i < length; i++) {
                WholeArithmetic.setWhole(out.elements(), at + i, start + i * step);
            }
        };
    }

    // Dates and timestamps

    /** A step of time. */
    private record Step(int months, int days, long micros) {
        private static final double DAYS_PER_MONTH = 30.436875;
        private static final long DAYS_AT_LEAST = 28;

        static Step of(Arguments in, int row, boolean forwards) {
            if (in.count() < 3) {
                return new Step(0, forwards ? 1 : -1, 0);
            }
            int at = in.at(2, row);
            return switch (in.plain(2)) {
                case StructVector interval ->
                    new Step(
                            ((IntVector) interval.child(0)).get(at),
                            ((IntVector) interval.child(1)).get(at),
                            ((LongVector) interval.child(2)).get(at));
                case IntVector months -> new Step(months.get(at), 0, 0);
                default -> {
                    long micros = in.longAt(2, row);
                    yield new Step(0, (int) (micros / ZoneClock.MICROS_PER_DAY), micros % ZoneClock.MICROS_PER_DAY);
                }
            };
        }

        /** Roughly how long it is; exact enough for its sign and for how many fit. */
        double length() {
            return (months * DAYS_PER_MONTH + days) * ZoneClock.MICROS_PER_DAY + micros;
        }

        /** Its sign as Spark sees it: the shortest microseconds that it may have, beyond the bounds of a number too. */
        int sign() {
            long shortest =
                    months * DAYS_AT_LEAST * ZoneClock.MICROS_PER_DAY + days * ZoneClock.MICROS_PER_DAY + micros;
            return Long.signum(shortest);
        }

        long from(long start, int count, ZoneClock clock) {
            long local = clock.toLocal(start);
            long moment = start;
            if (months != 0 || days != 0) {
                int date = (int) Math.floorDiv(local, ZoneClock.MICROS_PER_DAY);
                long shifted =
                        CivilDate.plusMonths(date, Math.multiplyExact(months, count)) + Math.multiplyFull(days, count);
                moment = clock.toUtc(
                        shifted * ZoneClock.MICROS_PER_DAY + Math.floorMod(local, ZoneClock.MICROS_PER_DAY));
            }
            return Math.addExact(moment, Math.multiplyExact(micros, count));
        }
    }

    private static Kernels.RowFunction<ListVector> times(KernelCall call) {
        boolean dates = call.argumentType(0) instanceof DateType;
        ZoneClock clock = DateTimeArithmetic.clock(call.argumentType(0), call.settings());
        return (in, row, out) -> {
            long unit = dates ? ZoneClock.MICROS_PER_DAY : 1;
            long start = in.longAt(0, row) * unit;
            long stop = in.longAt(1, row) * unit;
            Step step = Step.of(in, row, start <= stop);
            if (dates && step.months() == 0 && step.days() == 0) {
                throw new MillraceIllegalArgumentException(
                        call.settings().error(ErrorCondition.LEGACY_3242, "step", step.toString()));
            }
            double length = step.length();
            int sign = step.sign();
            boolean forwards = sign > 0 && start <= stop || sign < 0 && start >= stop || start == stop;
            if (!forwards) {
                throw nowhere(call, String.valueOf(start), String.valueOf(stop), step.toString());
            }
            double expected = start == stop ? 1 : (stop - start) / length;
            if (expected > MAXIMUM_LENGTH) {
                throw tooLong(call, "sequence", (long) expected);
            }
            long[] values = new long[(int) Math.min(expected + 3, MAXIMUM_LENGTH)];
            int count = 0;
            long moment = start;
            while (count < values.length && (start <= stop ? moment <= stop : moment >= stop)) {
                values[count++] = moment;
                if (length == 0) {
                    break;
                }
                moment = step.from(start, count, clock);
            }
            int at = out.allocate(row, count);
            for (int i = 0; i < count; i++) {
                WholeArithmetic.setWhole(out.elements(), at + i, Math.floorDiv(values[i], unit));
            }
        };
    }
}

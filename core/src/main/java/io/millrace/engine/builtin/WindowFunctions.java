package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.generator;
import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY_TIMESTAMP;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.STRUCT;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.GeneratorFunction;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.IntervalParser;
import io.millrace.types.NullType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Time windows.
 *
 * <p>{@code window} computes the one window of a time and is for windows that do not overlap; {@code time_windows} gives
 * a row for each window of a time, the newest first, and none for a null time. Both take a time, or a window (whose time
 * is its last microsecond), and durations that are literals, texts or microseconds: length, slide, start. Whoever turns a query's {@code window(…)} into
 * one of them asks {@link #overlap} and drops null times before the scalar function.
 */
public final class WindowFunctions implements FunctionModule {
    private static final TypeFamily TIME_OR_WINDOW = oneOf(
            ANY_TIMESTAMP,
            STRUCT.called("\"STRUCT<start: TIMESTAMP, end: TIMESTAMP>\""),
            STRUCT.called("\"STRUCT<start: TIMESTAMP_NTZ, end: TIMESTAMP_NTZ>\""));
    private static final TypeFamily DURATION = oneOf(STRING, INT, LONG);
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final List<String> NAMES = List.of("window_duration", "slide_duration", "start_time");

    @Override
    public List<String> names() {
        return List.of("window", "time_windows", "window_time");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "window" ->
                scalar("window")
                        .nullTolerant()
                        .takes(TIME_OR_WINDOW, DURATION)
                        .optional(DURATION, DURATION)
                        .requires(WindowFunctions::requireLiterals)
                        .shown(WindowFunctions::text)
                        .checks(WindowFunctions::checkTumbling)
                        .gives((arguments, context) -> windowType(arguments.getFirst()))
                        .neverNull()
                        .kernel(Kernels.<StructVector>strictFor(call -> {
                            WindowArithmetic windows = arithmetic(call.arguments());
                            return (in, row, out) -> {
                                long start = windows.newestStart(timeAt(in, row));
                                set(out, row, start, windows.endOf(start));
                            };
                        }))
                        .describe("The window of a fixed length that a time lies in.", "window(time, '5 minutes')");
            case "time_windows" ->
                generator("time_windows")
                        .operator()
                        .takes(TIME_OR_WINDOW, DURATION)
                        .optional(DURATION, DURATION)
                        .requires(WindowFunctions::requireLiterals)
                        .shown(WindowFunctions::text)
                        .checks(WindowFunctions::check)
                        .gives((arguments, context) ->
                                new StructType().add("window", windowType(arguments.getFirst()), false))
                        .generation((call, settings, arguments, outer) ->
                                new Sliding(arithmetic(call.arguments()), arguments, call))
                        .describe(
                                "All windows that a time lies in, the newest first.",
                                "time_windows(time, '10 minutes', '5 minutes')");
            case "window_time" ->
                scalar("window_time")
                        .takes(STRUCT)
                        .mayBeNull()
                        .requires((errors, arguments, context) -> requireColumn(errors, arguments.getFirst()))
                        .checks(WindowFunctions::checkWindow)
                        .gives((arguments, context) ->
                                timeType(arguments.getFirst().type()))
                        .kernel(Kernels.<LongVector>strict((in, row, out) -> out.set(row, timeAt(in, row))))
                        .describe("The last microsecond of a window.", "window_time(window)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Only a window of the query has a time. */
    private static void requireColumn(CallErrors errors, Expression window) {
        boolean untyped = window.type() instanceof NullType;
        if (untyped || window.type() instanceof StructType && !(window instanceof Attribute)) {
            throw errors.error(ErrorCondition.LEGACY_3101, "windowTime", errors.sqlExpression());
        }
    }

    /** Whether the windows that the constant arguments of a checked call describe overlap. */
    public static boolean overlap(List<Expression> arguments) {
        return !arithmetic(arguments).isTumbling();
    }

    /** The windows that the constant arguments of a checked call describe. */
    public static WindowArithmetic arithmetic(List<Expression> arguments) {
        long duration = micros(arguments.get(1));
        long slide = arguments.size() > 2 ? micros(arguments.get(2)) : duration;
        return new WindowArithmetic(duration, slide, arguments.size() > 3 ? micros(arguments.get(3)) : 0);
    }

    /** A call with its durations in microseconds; empty where one of them is none. */
    public static Optional<String> text(List<Expression> arguments, Function<Expression, String> texts) {
        List<Long> durations = new ArrayList<>();
        try {
            for (Expression duration : arguments.subList(1, arguments.size())) {
                durations.add(micros(duration));
            }
        } catch (ArithmeticException | IllegalArgumentException noDuration) {
            return Optional.empty();
        }
        if (durations.isEmpty()) {
            return Optional.empty();
        }
        long slide = durations.size() > 1 ? durations.get(1) : durations.getFirst();
        long start = durations.size() > 2 ? durations.get(2) : 0;
        return Optional.of("window(" + texts.apply(arguments.getFirst()) + ", " + durations.getFirst() + ", " + slide
                + ", " + start + ")");
    }

    private static DataType timeType(DataType type) {
        return type instanceof StructType struct ? struct.fields()[1].dataType() : type;
    }

    private static StructType windowType(Expression time) {
        DataType type = timeType(time.type());
        return new StructType(new StructField[] {
            DataTypes.createStructField("start", type, true), DataTypes.createStructField("end", type, true)
        });
    }

    private static boolean isWindow(DataType type) {
        if (!(type instanceof StructType struct) || struct.fields().length != 2) {
            return false;
        }
        DataType start = struct.fields()[0].dataType();
        DataType end = struct.fields()[1].dataType();
        return start.equals(end) && (end instanceof TimestampType || end instanceof TimestampNTZType);
    }

    // Checks

    private static void checkWindow(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (!isWindow(arguments.getFirst().type())) {
            throw errors.unexpectedType(0, "\"STRUCT<start: TIMESTAMP, end: TIMESTAMP>\"", arguments.getFirst());
        }
    }

    private static void checkTumbling(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        check(errors, arguments, context);
        if (overlap(arguments)) {
            throw errors.error(
                    ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "overlapping windows as a single value");
        }
    }

    private static void requireLiterals(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        for (Expression duration : arguments.subList(1, arguments.size())) {
            if (!isLiteral(duration)) {
                throw errors.error(ErrorCondition.LEGACY_1207);
            }
        }
    }

    private static boolean isLiteral(Expression duration) {
        return duration instanceof Expression.Constant constant
                && constant.value() != null
                && DURATION.accepts(constant.type());
    }

    private static void check(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (arguments.getFirst().type() instanceof StructType) {
            checkWindow(errors, arguments, context);
        }
        for (int i = 1; i < arguments.size(); i++) {
            checkDuration(errors, arguments.get(i), i);
        }
        long duration = micros(arguments.get(1));
        long slide = arguments.size() > 2 ? micros(arguments.get(2)) : duration;
        long start = arguments.size() > 3 ? micros(arguments.get(3)) : 0;
        if (slide > duration) {
            throw violation(errors, "slide_duration", slide, "<=", "window_duration", duration);
        }
        if (Math.abs(start) >= slide) {
            throw violation(errors, "abs(start_time)", Math.abs(start), "<", "slide_duration", slide);
        }
    }

    private static RuntimeException violation(
            CallErrors errors, String left, long leftValue, String constraint, String right, long rightValue) {
        return errors.mismatch(
                ErrorCondition.DATATYPE_MISMATCH__PARAMETER_CONSTRAINT_VIOLATION,
                "leftExprName",
                "`" + left + "`",
                "leftExprValue",
                leftValue + "L",
                "constraint",
                constraint,
                "rightExprName",
                "`" + right + "`",
                "rightExprValue",
                rightValue + "L");
    }

    private static void checkDuration(CallErrors errors, Expression argument, int index) {
        String name = NAMES.get(index - 1);
        Object value = ((Expression.Constant) argument).value();
        boolean inMonths;
        long micros;
        try {
            inMonths =
                    value instanceof String text && IntervalParser.parse(text).months() != 0;
            micros = micros(argument);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw unreadable(errors, value);
        }
        if (inMonths) {
            throw new MillraceIllegalArgumentException(
                    ErrorDetail.of(ErrorCondition.LEGACY_3231, "interval", String.valueOf(value)));
        }
        if (micros <= 0 && !name.equals("start_time")) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    "exprName",
                    "`" + name + "`",
                    "valueRange",
                    "(0, 9223372036854775807]",
                    "currentValue",
                    micros + "L");
        }
    }

    private static RuntimeException unreadable(CallErrors errors, Object value) {
        return errors.error(ErrorCondition.CANNOT_PARSE_INTERVAL, "intervalString", "'" + value + "'");
    }

    /** A duration in microseconds; a day has 24 hours. */
    private static long micros(Expression duration) {
        return switch (duration instanceof Expression.Constant constant ? constant.value() : null) {
            case String text -> {
                IntervalParser.Interval parts = IntervalParser.parse(text);
                yield Math.addExact(Math.multiplyExact((long) parts.days(), MICROS_PER_DAY), parts.microseconds());
            }
            case Integer micros -> micros;
            case Long micros -> micros;
            case null, default -> throw new IllegalArgumentException("No duration");
        };
    }

    // Values

    /** The time of the first argument; of a window its last microsecond. */
    private static long timeAt(Arguments in, int row) {
        int at = in.at(0, row);
        return in.plain(0) instanceof StructVector window
                ? ((LongVector) window.child(1)).get(at) - 1
                : ((LongVector) in.plain(0)).get(at);
    }

    private static void set(StructVector windows, int row, long start, long end) {
        ((LongVector) windows.child(0)).set(row, start);
        ((LongVector) windows.child(1)).set(row, end);
    }

    /** Gives a row for each window of a time. */
    private static final class Sliding implements GeneratorFunction.Generation {
        private final WindowArithmetic windows;
        private final Evaluator time;
        private final Arguments in = new Arguments(1);
        private final StructVector out;

        Sliding(WindowArithmetic windows, List<Evaluator> arguments, Expression.GeneratorCall call) {
            this.windows = windows;
            this.time = arguments.getFirst();
            this.out = (StructVector) ValueVector.create(((StructType) call.type()).fields()[0].dataType());
        }

        @Override
        public List<ValueVector> generate(
                ColumnBatch batch, Selection rows, BatchContext context, GeneratorFunction.Origins target) {
            in.set(0, time.evaluate(batch, rows, context));
            long most = (windows.duration() - 1) / windows.slide() + 1;
            out.reset(Math.toIntExact(Math.multiplyExact(most, (long) rows.count())));
            int next = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                if (in.isNull(0, row)) {
                    continue;
                }
                long moment = timeAt(in, row);
                long newest = windows.newestStart(moment);
                int count = windows.count(moment);
                for (int w = 0; w < count; w++) {
                    long start = windows.startOf(newest, w);
                    set(out, next++, start, windows.endOf(start));
                    target.add(row);
                }
            }
            return List.of(out);
        }
    }
}

package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.TIME;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attempt;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.IntegralType;
import io.millrace.types.NullType;
import io.millrace.types.StringType;
import io.millrace.types.TimeType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times of day, held as nanoseconds from midnight. As in Spark the type has to be switched on, with {@link LanguageSetting#TIME_TYPE};
 * only literals, casts and what takes a time as an argument among others work without.
 */
public final class TimeOfDayFunctions implements FunctionModule {
    private static final TimeType TYPE = DataTypes.createTimeType(6);
    private static final DecimalType SECONDS = DataTypes.createDecimalType(16, 6);
    private static final DecimalType SECONDS_OF_DAY = DataTypes.createDecimalType(14, 6);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
    private static final String USUAL_FORM = "HH:mm:ss.SSSSSS";

    @Override
    public List<String> names() {
        return List.of(
                "make_time",
                "to_time",
                "try_to_time",
                "time",
                "current_time",
                "time_trunc",
                "time_diff",
                "time_from_seconds",
                "time_from_millis",
                "time_from_micros",
                "time_to_seconds",
                "time_to_millis",
                "time_to_micros");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "make_time" ->
                times(name)
                        .replaced()
                        .takes(INT, INT, TypeFamily.exactly(SECONDS))
                        .kernel(Kernels.<LongVector>strictFor(
                                call -> (in, row, out) -> out.set(row, ofFields(call.settings(), in, row))))
                        .describe("The time of an hour, a minute and seconds.", "make_time(6, 30, 45.887)");
            case "to_time", "try_to_time" -> parsed(name, name.equals("to_time"));
            case "time" -> conversion();
            case "current_time" -> current();
            case "time_trunc" -> truncated();
            case "time_diff" -> difference();
            case "time_from_seconds" ->
                times(name)
                        .takes(NUMERIC.asWritten())
                        .kernel(Kernels.<LongVector>strictFor(TimeOfDayFunctions::ofSeconds))
                        .describe("The time so many seconds after midnight.", "time_from_seconds(52200)");
            case "time_from_millis" ->
                ofUnits(name, 1_000_000).describe("The time so many milliseconds after midnight.", name + "(52200000)");
            case "time_from_micros" ->
                ofUnits(name, 1000).describe("The time so many microseconds after midnight.", name + "(52200000000)");
            case "time_to_seconds" ->
                checked(scalar(name))
                        .takes(TIME.asWritten())
                        .gives(SECONDS_OF_DAY)
                        .mayBeNull()
                        .kernel(Kernels.<DecimalVector>strict((in, row, out) -> out.set(row, in.longAt(0, row) / 1000)))
                        .describe("Seconds from midnight to a time.", "time_to_seconds(TIME '14:30:00')");
            case "time_to_millis" ->
                toUnits(name, 1_000_000).describe("Milliseconds from midnight to a time.", name + "(TIME '14:30:00')");
            case "time_to_micros" ->
                toUnits(name, 1000).describe("Microseconds from midnight to a time.", name + "(TIME '14:30:00')");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Refuses a call while the type is not switched on. */
    static void requireEnabled(CallErrors errors, ResolutionContext context) {
        if (!context.flag(LanguageSetting.TIME_TYPE)) {
            throw errors.error(ErrorCondition.UNSUPPORTED_TIME_TYPE);
        }
    }

    private static ScalarSpec checked(ScalarSpec spec) {
        return spec.checks((errors, arguments, context) -> requireEnabled(errors, context));
    }

    private static ScalarSpec times(String name) {
        return checked(scalar(name)).gives(TYPE).mayBeNull();
    }

    private static MillraceDateTimeException outOfBounds(Settings settings, String message) {
        return new MillraceDateTimeException(settings.error(
                ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS__WITHOUT_SUGGESTION, "rangeMessage", message));
    }

    // Making

    private static long ofFields(Settings settings, Arguments in, int row) {
        long micros = ((DecimalVector) in.plain(2)).unscaled(in.at(2, row)).longValueExact();
        long seconds = micros / 1_000_000;
        if (micros < 0 || seconds > Integer.MAX_VALUE) {
            throw invalid(settings, "SecondOfMinute", 59, seconds);
        }
        int hour = field(settings, "HourOfDay", 23, in.intAt(0, row));
        int minute = field(settings, "MinuteOfHour", 59, in.intAt(1, row));
        int second = field(settings, "SecondOfMinute", 59, seconds);
        return (hour * 3600L + minute * 60L + second) * NANOS_PER_SECOND + micros % 1_000_000 * 1000;
    }

    private static int field(Settings settings, String name, int last, long value) {
        if (value < 0 || value > last) {
            throw invalid(settings, name, last, value);
        }
        return (int) value;
    }

    private static MillraceDateTimeException invalid(Settings settings, String name, int last, long value) {
        return outOfBounds(settings, "Invalid value for " + name + " (valid values 0 - " + last + "): " + value);
    }

    private static Kernels.RowFunction<LongVector> ofSeconds(KernelCall call) {
        if (call.argumentType(0) instanceof IntegralType) {
            return (in, row, out) -> out.set(row, inDay(call, BigInteger.valueOf(in.longAt(0, row)), NANOS_PER_SECOND));
        }
        if (call.argumentType(0) instanceof DecimalType) {
            return (in, row, out) -> out.set(row, inDay(call, nanos((BigDecimal) in.valueAt(0, row)), 1));
        }
        return (in, row, out) -> {
            double seconds = in.doubleAt(0, row);
            if (!Double.isFinite(seconds)) {
                throw outOfBounds(call.settings(), "Cannot convert NaN or Infinite value to TIME");
            }
            out.set(row, inDay(call, BigInteger.valueOf((long) (seconds * NANOS_PER_SECOND)), 1));
        };
    }

    private static BigInteger nanos(BigDecimal seconds) {
        return seconds.movePointRight(9).setScale(0, RoundingMode.DOWN).toBigInteger();
    }

    private static long inDay(KernelCall call, BigInteger count, long unit) {
        BigInteger nanos = count.multiply(BigInteger.valueOf(unit));
        if (nanos.bitLength() >= Long.SIZE) {
            throw outOfBounds(call.settings(), "Overflow in TIME conversion");
        }
        if (nanos.signum() < 0 || nanos.compareTo(BigInteger.valueOf(NANOS_PER_DAY)) >= 0) {
            throw outOfBounds(
                    call.settings(),
                    "Invalid TIME value: must be between 00:00:00 and 23:59:59.999999999, but got " + nanos
                            + " nanoseconds");
        }
        return nanos.longValue();
    }

    private static ScalarSpec ofUnits(String name, long nanos) {
        return times(name)
                .takes(INTEGRAL.asWritten())
                .kernel(Kernels.<LongVector>strictFor(call ->
                        (in, row, out) -> out.set(row, inDay(call, BigInteger.valueOf(in.longAt(0, row)), nanos))));
    }

    private static ScalarSpec toUnits(String name, long nanos) {
        return checked(scalar(name))
                .takes(TIME.asWritten())
                .gives(DataTypes.LongType)
                .mayBeNull()
                .kernel(Kernels.<LongVector>strict((in, row, out) -> out.set(row, in.longAt(0, row) / nanos)));
    }

    private static ScalarSpec current() {
        return scalar("current_time")
                .optional(INT)
                .defaults(new Expression.Constant(TYPE.precision(), DataTypes.IntegerType))
                .constant(0, "precision")
                .checks(TimeOfDayFunctions::checkPrecision)
                .gives((arguments, context) -> DataTypes.createTimeType(precision(arguments)))
                .neverNull()
                .ofClock()
                .notConstant()
                .kernel(Kernels.<LongVector>ofBatch(call -> {
                    ZoneClock clock = new ZoneClock(call.settings().zone());
                    long unit = (long) Math.pow(10, 6 - precision(call.arguments()));
                    return (in, row, out, context) -> {
                        long micros = Math.floorMod(clock.toLocal(context.timestampMicros()), ZoneClock.MICROS_PER_DAY);
                        out.set(row, (micros - micros % unit) * 1000);
                    };
                }))
                .describe("The time of day at which the batch began.", "current_time()");
    }

    private static int precision(List<Expression> arguments) {
        return Constants.fold(arguments.getFirst()).value() instanceof Integer precision ? precision : -1;
    }

    private static void checkPrecision(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        requireEnabled(errors, context);
        if (precision(arguments) < 0 || precision(arguments) > 6) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    "exprName",
                    "`precision`",
                    "valueRange",
                    "[0, 6]",
                    "currentValue",
                    String.valueOf(Constants.fold(arguments.getFirst()).value()));
        }
    }

    // Reading

    /** Spark shows such a conversion by its argument alone. */
    private static ScalarSpec conversion() {
        return scalar("time")
                .takes(ANY)
                .rewrites((call, context) -> cast(call, context))
                .gives(TYPE)
                .describe("The value as a time of day.", "time('12:25:13')");
    }

    private static Expression cast(CallSite call, ResolutionContext context) {
        Expression child = call.arguments().getFirst();
        Expression.Conversion conversion =
                new Expression.Conversion(child, TYPE, context.conversionMode(), context.zone(), true, call.origin());
        Casts.check(conversion).ifPresent(error -> {
            throw new MillraceException(error.detail().at(call.position()), error);
        });
        return conversion;
    }

    private static ScalarSpec parsed(String name, boolean strict) {
        ScalarKernel kernel = Kernels.<LongVector>strictFor(call -> {
            Reader reader = new Reader(call);
            return (in, row, out) -> out.set(row, reader.read(in, row));
        });
        return times(name)
                .replaced()
                .takes(STRING.asWritten())
                .optional(STRING.asWritten())
                .text(arguments -> strict
                        ? "to_time(" + String.join(", ", arguments) + ")"
                        : "try_to_time(to_time(" + String.join(", ", arguments) + "))")
                .shownAs("to_time")
                .rewrites((call, context) -> ofNoPattern(call, strict, context))
                .kernel(strict ? kernel : Attempt.of(kernel))
                .describe(
                        "The time that a text shows" + (strict ? "." : ", or NULL."),
                        name + "('10:11:12', 'HH:mm:ss')");
    }

    /** A constant pattern is computed at once, and one of NULL gives a NULL that is a text. */
    private static Expression ofNoPattern(CallSite call, boolean strict, ResolutionContext context) {
        boolean constant = call.arguments().size() > 1
                && (call.arguments().get(1).type() instanceof StringType
                        || call.arguments().get(1).type() instanceof NullType)
                && Constants.isFoldable(call.arguments().get(1));
        if (!constant || Constants.fold(call.arguments().get(1)).value() != null) {
            return null;
        }
        List<Expression> shown = new ArrayList<>(call.arguments());
        shown.addFirst(new Expression.Constant(null, DataTypes.StringType));
        String text = "to_time(%s, %s)";
        return scalar(call.name())
                .standsForFirst()
                .replaced()
                .text(arguments ->
                        (strict ? text : "try_to_time(" + text + ")").formatted(arguments.get(1), arguments.get(2)))
                .typed(call, shown, DataTypes.StringType, context);
    }

    private static MillraceDateTimeException cannotParse(KernelCall call, Arguments in, int row) {
        ErrorDetail detail = call.settings()
                .error(
                        ErrorCondition.CANNOT_PARSE_TIME,
                        "input",
                        ExpressionText.quoted(in.stringAt(0, row)),
                        "format",
                        ExpressionText.quoted(in.count() > 1 ? in.stringAt(1, row) : USUAL_FORM));
        return new MillraceDateTimeException(detail);
    }

    /** Reads the first argument, by the pattern in the second if there is one. */
    private static final class Reader {
        private final KernelCall call;
        private final TimestampText usual;
        private String source;
        private JavaTimePattern pattern;

        Reader(KernelCall call) {
            this.call = call;
            usual = new TimestampText(call.settings().zone());
        }

        long read(Arguments in, int row) {
            BytesVector text = in.bytes(0);
            int at = in.at(0, row);
            if (in.count() == 1) {
                long micros = usual.parseTime(text.data(), text.start(at), text.length(at));
                if (!usual.parsed()) {
                    throw cannotParse(call, in, row);
                }
                return micros * 1000;
            }
            String wanted = in.stringAt(1, row);
            if (!wanted.equals(source)) {
                pattern = compile(wanted);
                source = wanted;
            }
            try {
                long micros = pattern.parse(text.data(), text.start(at), text.length(at));
                return Math.floorMod(micros, ZoneClock.MICROS_PER_DAY) * 1000;
            } catch (DateTimeException unreadable) {
                throw cannotParse(call, in, row);
            }
        }

        private JavaTimePattern compile(String wanted) {
            try {
                return JavaTimePattern.compile(wanted, DateTimePattern.zoneOfLocal(), true);
            } catch (IllegalArgumentException e) {
                throw DateErrors.noPattern(call.settings(), wanted, e);
            }
        }
    }

    // Units

    private static ScalarSpec truncated() {
        return times("time_trunc")
                .nullTolerant()
                .takes(STRING, TIME)
                .coerces((arguments, context) -> List.of(arguments.getFirst(), textAsTime(arguments.get(1), context)))
                .gives((arguments, context) -> arguments.get(1).type())
                .kernel(byUnit("time_trunc", (in, row, unit) -> {
                    long nanos = in.longAt(1, row);
                    return nanos - nanos % unit;
                }))
                .describe("A time with what is below a unit cut off.", "time_trunc('HOUR', TIME '09:32:05.359')");
    }

    private static Expression textAsTime(Expression argument, ResolutionContext context) {
        return argument.type() instanceof StringType ? context.convert(argument, TYPE) : argument;
    }

    private static ScalarSpec difference() {
        return checked(scalar("time_diff"))
                .nullTolerant()
                .takes(STRING, TIME, TIME)
                .coerces((arguments, context) -> arguments.stream()
                        .map(argument -> argument == arguments.getFirst() ? argument : textAsTime(argument, context))
                        .toList())
                .gives(DataTypes.LongType)
                .mayBeNull()
                .kernel(byUnit("time_diff", (in, row, unit) -> (in.longAt(2, row) - in.longAt(1, row)) / unit))
                .describe(
                        "Whole units from one time to another.", "time_diff('HOUR', TIME '20:30:29', TIME '21:30:28')");
    }

    /** Computes with the nanoseconds of a unit. */
    @FunctionalInterface
    private interface ByUnit {
        long apply(Arguments in, int row, long unit);
    }

    private static ScalarKernel byUnit(String name, ByUnit function) {
        return Kernels.<LongVector>strictFor(call -> (in, row, out) -> {
            String unit = in.stringAt(0, row);
            out.set(row, function.apply(in, row, nanosOf(call, name, unit)));
        });
    }

    private static long nanosOf(KernelCall call, String name, String unit) {
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "HOUR" -> 3600 * NANOS_PER_SECOND;
            case "MINUTE" -> 60 * NANOS_PER_SECOND;
            case "SECOND" -> NANOS_PER_SECOND;
            case "MILLISECOND" -> 1_000_000L;
            case "MICROSECOND" -> 1000L;
            default ->
                throw new MillraceException(call.settings()
                        .error(
                                ErrorCondition.INVALID_PARAMETER_VALUE__TIME_UNIT,
                                "functionName",
                                "`" + name + "`",
                                "parameter",
                                "`unit`",
                                "invalidValue",
                                ExpressionText.quoted(unit)));
        };
    }
}

package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY_TIMESTAMP;
import static io.millrace.engine.expression.TypeFamily.BOOLEAN;
import static io.millrace.engine.expression.TypeFamily.DATE;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.TIMESTAMP;
import static io.millrace.engine.expression.TypeFamily.TIMESTAMP_NTZ;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.GuardFirst;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegralType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The clock, timestamps from and to numbers, zones, and arithmetic of timestamps. */
public final class TimestampFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "current_timestamp",
                "now",
                "current_date",
                "curdate",
                "localtimestamp",
                "current_timezone",
                "timestamp_seconds",
                "timestamp_millis",
                "timestamp_micros",
                "unix_seconds",
                "unix_millis",
                "unix_micros",
                "from_utc_timestamp",
                "to_utc_timestamp",
                "convert_timezone",
                "date_trunc",
                "months_between",
                "timestampadd",
                "dateadd",
                "date_add",
                "timestampdiff",
                "timediff",
                "datediff",
                "date_diff");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "current_timestamp", "now" ->
                scalar("current_timestamp", "now")
                        .gives(DataTypes.TimestampType)
                        .neverNull()
                        .ofClock()
                        .kernel(Kernels.<LongVector>ofBatch(
                                call -> (in, row, out, context) -> out.set(row, context.timestampMicros())))
                        .describe("The time at which the batch began.", "current_timestamp()");
            case "localtimestamp" ->
                scalar("localtimestamp")
                        .gives(DataTypes.TimestampNTZType)
                        .neverNull()
                        .ofClock()
                        .kernel(Kernels.<LongVector>ofBatch(call -> {
                            ZoneClock clock = new ZoneClock(call.settings().zone());
                            return (in, row, out, context) -> out.set(row, clock.toLocal(context.timestampMicros()));
                        }))
                        .describe("What the session's wall clock showed when the batch began.", "localtimestamp()");
            case "current_date", "curdate" ->
                scalar("current_date", "curdate")
                        .text(arguments -> "current_date()")
                        .gives(DataTypes.DateType)
                        .neverNull()
                        .ofClock()
                        .kernel(Kernels.<IntVector>ofBatch(call -> {
                            ZoneClock clock = new ZoneClock(call.settings().zone());
                            return (in, row, out, context) -> out.set(row, clock.toDays(context.timestampMicros()));
                        }))
                        .describe("The session's date when the batch began.", "current_date()");
            case "current_timezone" ->
                scalar("current_timezone")
                        .notConstant()
                        .gives(DataTypes.StringType)
                        .neverNull()
                        .kernel(Kernels.<BytesVector>lenientFor(call -> (in, row, out) ->
                                out.set(row, call.settings().zone().getId())))
                        .describe("The session's time zone.", "current_timezone()");
            case "timestamp_seconds" ->
                scalar(name)
                        .takes(NUMERIC.asWritten())
                        .gives(DataTypes.TimestampType)
                        .nullable(arguments -> arguments.getFirst().nullable()
                                || arguments.getFirst().type() instanceof DoubleType
                                || arguments.getFirst().type() instanceof FloatType)
                        .kernel(fromSeconds())
                        .describe("The time so many seconds after 1970-01-01 UTC.", "timestamp_seconds(1230219000)");
            case "timestamp_millis" -> fromUnits(name, 1000, "milliseconds");
            case "timestamp_micros" -> fromUnits(name, 1, "microseconds");
            case "unix_seconds" -> toUnits(name, 1_000_000, "seconds");
            case "unix_millis" -> toUnits(name, 1000, "milliseconds");
            case "unix_micros" -> toUnits(name, 1, "microseconds");
            case "from_utc_timestamp" ->
                inZone(name, (clock, micros) -> clock.toLocal(micros))
                        .describe(
                                "The time that a zone's wall clock shows, given that of UTC.",
                                "from_utc_timestamp('2016-08-31', 'Asia/Seoul')");
            case "to_utc_timestamp" ->
                inZone(name, (clock, micros) -> clock.toUtc(micros))
                        .describe(
                                "The time that UTC's wall clock shows, given that of a zone.",
                                "to_utc_timestamp('2016-08-31', 'Asia/Seoul')");
            case "convert_timezone" -> convertTimezone();
            case "date_trunc" -> dateTrunc();
            case "months_between" -> monthsBetween();
            default -> steps(name);
        };
    }

    private static ScalarSpec fromUnits(String name, long factor, String unit) {
        return scalar(name)
                .takes(INTEGRAL.asWritten())
                .gives(DataTypes.TimestampType)
                .kernel(Kernels.<LongVector>strictFor(call ->
                        (in, row, out) -> out.set(row, micros(call, in.longAt(0, row), factor))))
                .describe("The time so many " + unit + " after 1970-01-01 UTC.", name + "(1230219000123)");
    }

    private static ScalarSpec toUnits(String name, long divisor, String unit) {
        return scalar(name)
                .takes(TIMESTAMP)
                .exact()
                .gives(DataTypes.LongType)
                .kernel(Kernels.longs(micros -> Math.floorDiv(micros, divisor)))
                .describe(
                        "How many " + unit + " lie between 1970-01-01 UTC and a time.",
                        name + "(TIMESTAMP '1970-01-01 00:00:01Z')");
    }

    private static ScalarKernel fromSeconds() {
        return Kernels.<LongVector>strictFor(call -> {
            if (call.argumentType(0) instanceof IntegralType) {
                return (in, row, out) -> out.set(row, micros(call, in.longAt(0, row), 1_000_000));
            }
            return (in, row, out) -> {
                int at = in.at(0, row);
                switch (in.plain(0)) {
                    case DecimalVector decimals -> {
                        int scale = ((DecimalType) decimals.type()).scale();
                        BigDecimal micros = new BigDecimal(decimals.unscaled(at), scale).movePointRight(6);
                        try {
                            out.set(
                                    row,
                                    micros.setScale(0, RoundingMode.UNNECESSARY).longValueExact());
                        } catch (ArithmeticException e) {
                            throw ArithmeticErrors.overflow(call.settings(), e.getMessage(), "");
                        }
                    }
                    case FloatVector floats -> setSeconds(floats.get(at), row, out);
                    case DoubleVector doubles -> setSeconds(doubles.get(at), row, out);
                    default ->
                        throw new IllegalStateException(in.plain(0).type().toString());
                }
            };
        });
    }

    private static long micros(KernelCall call, long count, long factor) {
        long micros = count * factor;
        if (Math.multiplyHigh(count, factor) != micros >> 63) {
            throw ArithmeticErrors.overflow(call.settings(), "long overflow", "");
        }
        return micros;
    }

    private static void setSeconds(double seconds, int row, LongVector out) {
        if (Double.isFinite(seconds)) {
            out.set(row, (long) (seconds * 1_000_000));
        } else {
            out.setNull(row);
        }
    }

    /** A kernel's clocks by the name of their zone; rows tend to name the same one. */
    private static final class Clocks {
        private final Settings settings;
        private String name;
        private ZoneClock clock;

        Clocks(Settings settings) {
            this.settings = settings;
        }

        ZoneClock get(Arguments in, int argument, int row) {
            if (name == null || !in.isConstant(argument)) {
                String wanted = in.stringAt(argument, row);
                if (!wanted.equals(name)) {
                    clock = new ZoneClock(zone(wanted));
                    name = wanted;
                }
            }
            return clock;
        }

        private ZoneId zone(String wanted) {
            try {
                return TimestampText.zoneOf(wanted);
            } catch (DateTimeException unknown) {
                throw DateErrors.invalidTimeZone(settings, wanted);
            }
        }
    }

    private interface ClockFunction {
        long apply(ZoneClock clock, long micros);
    }

    private static ScalarSpec inZone(String name, ClockFunction function) {
        return scalar(name)
                .takes(TIMESTAMP, STRING)
                .gives(DataTypes.TimestampType)
                .kernel(Kernels.<LongVector>strictFor(call -> {
                    Clocks clocks = new Clocks(call.settings());
                    return (in, row, out) -> out.set(row, function.apply(clocks.get(in, 1, row), in.longAt(0, row)));
                }));
    }

    /** {@code convert_timezone([from,] to, time)}. */
    private static ScalarSpec convertTimezone() {
        return scalar("convert_timezone")
                .takes(STRING, STRING)
                .optional(TIMESTAMP_NTZ)
                .rewrites((call, context) -> {
                    if (call.arguments().size() != 2) {
                        return null;
                    }
                    Expression zone = again("current_timezone", List.of(), context);
                    Expression time = call.arguments().get(1);
                    return again(
                            "convert_timezone", List.of(zone, call.arguments().getFirst(), time), context);
                })
                .gives(DataTypes.TimestampNTZType)
                .kernel(Kernels.<LongVector>strictFor(call -> {
                    Clocks from = new Clocks(call.settings());
                    Clocks to = new Clocks(call.settings());
                    return (in, row, out) -> {
                        ZoneClock left = from.get(in, 0, row);
                        out.set(row, to.get(in, 1, row).toLocal(left.toUtc(in.longAt(2, row))));
                    };
                }))
                .describe(
                        "What another zone's wall clock shows at the same time.",
                        "convert_timezone('Europe/Brussels', 'America/Los_Angeles', TIMESTAMP_NTZ '2021-12-06 00:00:00')");
    }

    private static ScalarSpec dateTrunc() {
        return scalar("date_trunc")
                .takes(STRING, TIMESTAMP)
                .gives(DataTypes.TimestampType)
                .mayBeNull()
                .kernel(GuardFirst.of(
                        Kernels.<LongVector>strictFor(call -> {
                            ZoneClock clock = new ZoneClock(call.settings().zone());
                            return (in, row, out) -> {
                                Optional<ChronoUnit> unit = Calendars.truncationUnit(in.stringAt(0, row));
                                if (unit.isPresent()) {
                                    out.set(row, Calendars.truncate(in.longAt(1, row), unit.get(), clock));
                                } else {
                                    out.setNull(row);
                                }
                            };
                        }),
                        0,
                        (unit, row) ->
                                Calendars.truncationUnit(unit.stringAt(0, row)).isEmpty()))
                .describe(
                        "The beginning of a time's year, quarter, month, week, day, hour …",
                        "date_trunc('HOUR', '2015-03-05T09:32:05.359')");
    }

    private static ScalarSpec monthsBetween() {
        return scalar("months_between")
                .takes(TIMESTAMP, TIMESTAMP)
                .optional(BOOLEAN)
                .gives(DataTypes.DoubleType)
                .text(arguments ->
                        "months_between(" + String.join(", ", arguments) + (arguments.size() == 2 ? ", true)" : ")"))
                .kernel(Kernels.<DoubleVector>strictFor(call -> {
                    ZoneClock clock = new ZoneClock(call.settings().zone());
                    return (in, row, out) -> {
                        boolean round = in.count() < 3 || in.booleanAt(2, row);
                        try {
                            out.set(row, Calendars.monthsBetween(in.longAt(0, row), in.longAt(1, row), round, clock));
                        } catch (ArithmeticException beforeAllDays) {
                            throw ArithmeticErrors.overflow(call.settings(), beforeAllDays.getMessage(), "");
                        }
                    };
                }))
                .describe(
                        "Months from the second time to the first, to eight digits.",
                        "months_between('1997-02-28 10:30:00', '1996-10-30')");
    }

    // timestampadd, timestampdiff and their two-argument namesakes of dates

    private static FunctionSpec<?> steps(String name) {
        return switch (name) {
            case "timestampadd" -> stepAdd("timestampadd").operator().nullTolerant();
            case "timestampdiff", "timediff" ->
                stepBetween("timestampdiff").operator().nullTolerant();
            case "date_add", "dateadd" ->
                DateFunctions.shift("date_add", 1)
                        .optional(oneOf(ANY_TIMESTAMP))
                        .expected("2")
                        .pretty("date_add")
                        .rewrites((call, context) -> withUnit("timestampadd", call.arguments(), context))
                        .describe(
                                "The date so many days later; with a unit, the time so much later.",
                                "date_add('2016-07-30', 1)");
            case "datediff", "date_diff" ->
                scalar("datediff", "date_diff")
                        .takes(DATE, DATE)
                        .optional(oneOf(ANY_TIMESTAMP))
                        .expected("2")
                        .rewrites((call, context) -> withUnit("timestampdiff", call.arguments(), context))
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict(
                                (in, row, out) -> out.set(row, in.intAt(0, row) - in.intAt(1, row))))
                        .describe(
                                "Days from the second date to the first; with a unit, whole units between times.",
                                "datediff('2009-07-31', '2009-07-30')");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** A call of another function of this module. */
    static Expression again(String name, List<Expression> arguments, ResolutionContext context) {
        return new FunctionRegistry(List.of(new TimestampFunctions())).resolve(CallSite.of(name, arguments), context);
    }

    private static Expression withUnit(String name, List<Expression> arguments, ResolutionContext context) {
        return arguments.size() < 3 ? null : again(name, arguments, context);
    }

    private static Calendars.Step step(List<Expression> arguments) {
        return Calendars.step(unit(arguments)).orElse(null);
    }

    private static String unit(List<Expression> arguments) {
        return String.valueOf(Constants.fold(arguments.getFirst()).value());
    }

    private static void checkUnit(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (step(arguments) == null) {
            throw errors.unexpectedType(0, "a unit such as MONTH", arguments.getFirst());
        }
    }

    private static ScalarSpec stepAdd(String name) {
        return scalar(name)
                .takes(STRING, LONG, ANY_TIMESTAMP)
                .word("unit")
                .checks(TimestampFunctions::checkUnit)
                .gives((arguments, context) -> arguments.get(2).type())
                .kernel(Kernels.<LongVector>strictFor(call -> {
                    ZoneClock clock = new ZoneClock(DateFunctions.zoneOf(call.argumentType(2), call.settings()));
                    Calendars.Step step = step(call.arguments());
                    String unit = unit(call.arguments());
                    ZoneClock session = new ZoneClock(call.settings().zone());
                    return (in, row, out) -> {
                        try {
                            out.set(row, Calendars.add(in.longAt(2, row), step, in.longAt(1, row), clock));
                        } catch (ArithmeticException | DateTimeException e) {
                            // Spark shows a time without a zone as if it were one in UTC.
                            String time = TimestampText.format(session.toLocal(in.longAt(2, row)), ZoneOffset.UTC);
                            throw DateErrors.outOfRange(
                                    call.settings(),
                                    "add " + in.longAt(1, row) + "L " + unit + " to TIMESTAMP '" + time + "'");
                        }
                    };
                }))
                .describe("The time so many units later.", "timestampadd(HOUR, 8, TIMESTAMP '2022-02-11 20:30:00')");
    }

    private static ScalarSpec stepBetween(String name) {
        return scalar(name)
                .takes(STRING, TIMESTAMP, TIMESTAMP)
                .word("unit")
                .checks(TimestampFunctions::checkUnit)
                .gives(DataTypes.LongType)
                .kernel(Kernels.<LongVector>strictFor(call -> {
                    ZoneClock clock = new ZoneClock(call.settings().zone());
                    Calendars.Step step = step(call.arguments());
                    return (in, row, out) ->
                            out.set(row, Calendars.between(in.longAt(1, row), in.longAt(2, row), step, clock));
                }))
                .describe(
                        "Whole units from one time to another.",
                        "timestampdiff(HOUR, TIMESTAMP '2022-02-11 20:30:00', TIMESTAMP '2022-02-12 04:30:00')");
    }
}

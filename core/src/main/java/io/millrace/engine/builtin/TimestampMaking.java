package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.DATE;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.TIME;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attempt;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.TimestampType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Timestamps and intervals made of their fields. */
public final class TimestampMaking implements FunctionModule {
    /** Seconds with microseconds. */
    private static final DecimalType SECONDS = DataTypes.createDecimalType(16, 6);

    private static final DecimalType INTERVAL_SECONDS = DataTypes.createDecimalType(18, 6);
    private static final int MICROS = 1_000_000;

    @Override
    public List<String> names() {
        return List.of(
                "make_timestamp",
                "make_timestamp_ltz",
                "make_timestamp_ntz",
                "try_make_timestamp",
                "try_make_timestamp_ltz",
                "try_make_timestamp_ntz",
                "make_interval",
                "try_make_interval",
                "make_dt_interval",
                "make_ym_interval");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "make_timestamp" -> ofSession(name, true).also(ofDateAndTime(name));
            case "make_timestamp_ltz" ->
                timestamp(name, DataTypes.TimestampType, true)
                        .optional(STRING)
                        .expected("[2, 6]")
                        .also(ofDateAndTime(name));
            case "make_timestamp_ntz" ->
                timestamp(name, DataTypes.TimestampNTZType, true).also(localOfDateAndTime(name));
            case "try_make_timestamp" -> ofSession(name, false).also(ofDateAndTime(name));
            case "try_make_timestamp_ltz" ->
                timestamp(name, DataTypes.TimestampType, false)
                        .optional(STRING)
                        .expected("6")
                        .also(ofDateAndTime(name));
            case "try_make_timestamp_ntz" ->
                timestamp(name, DataTypes.TimestampNTZType, false).expected("6").also(localOfDateAndTime(name));
            case "make_interval" -> interval(name, true);
            case "try_make_interval" -> interval(name, false).replaced();
            case "make_dt_interval" -> dayTimeInterval();
            case "make_ym_interval" -> yearMonthInterval();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static Expression.Constant zero() {
        return new Expression.Constant(0, DataTypes.IntegerType);
    }

    private static Expression.Constant zeroSeconds() {
        return new Expression.Constant(new BigDecimal("0.000000"), INTERVAL_SECONDS);
    }

    private static long micros(Arguments in, int argument, int row) {
        return ((DecimalVector) in.plain(argument))
                .unscaled(in.at(argument, row))
                .longValueExact();
    }

    // Timestamps

    /** Of the type that TIMESTAMP means in the session. */
    private static ScalarSpec ofSession(String name, boolean strict) {
        ScalarSpec local = timestamp(name, DataTypes.TimestampNTZType, strict).optional(STRING);
        return timestamp(name, DataTypes.TimestampType, strict)
                .optional(STRING)
                .rewrites((call, context) -> context.localTimestamps() ? local.resolve(call, context) : null);
    }

    private static ScalarSpec timestamp(String name, DataType type, boolean strict) {
        ScalarSpec spec = scalar(name)
                .nullTolerant()
                .takes(INT, INT, INT, INT, INT, TypeFamily.exactly(SECONDS))
                .shownAs(name.equals("try_make_timestamp") ? "make_timestamp" : name)
                .gives(type)
                .nullable((arguments, settings) ->
                        !settings.ansi() || arguments.stream().anyMatch(Expression::nullable))
                .kernel(Kernels.<LongVector>strictFor(call -> making(call, strict)))
                .describe(
                        "The timestamp of a year, month, day, hour, minute and seconds" + (strict ? "." : ", or NULL."),
                        name + "(2014, 12, 28, 6, 30, 45.887)");
        if (strict || !name.equals("try_make_timestamp")) {
            return strict ? spec : spec.mayBeNull();
        }
        // As on Spark the zone is not shown.
        return spec.mayBeNull().text(a -> name + "(" + String.join(", ", a.subList(0, 6)) + ")");
    }

    private static Kernels.RowFunction<LongVector> making(KernelCall call, boolean strict) {
        boolean zoned = call.type() instanceof TimestampType;
        ZoneClock session = new ZoneClock(zoned ? call.settings().zone() : ZoneOffset.UTC);
        return (in, row, out) -> {
            ZoneClock clock = zoned && in.count() > 6 ? clock(call.settings(), in.stringAt(6, row)) : session;
            try {
                out.set(row, clock.toUtc(local(call.settings(), in, row)));
            } catch (MillraceDateTimeException outOfRange) {
                if (strict && call.ansi()) {
                    throw outOfRange;
                }
                out.setNull(row);
            }
        };
    }

    /** A date, which may be all there is, at a time of day, perhaps in a zone. */
    private static ScalarSpec ofDateAndTime(String name) {
        ScalarSpec spec = scalar(name)
                .nullTolerant()
                .gives(DataTypes.TimestampType)
                .text(arguments ->
                        (name.endsWith("_ltz") ? "make_timestamp" : name) + "(" + String.join(", ", arguments) + ")")
                .shown((arguments, texts) -> Optional.of(
                        "make_timestamp(" + arguments.stream().map(texts).collect(Collectors.joining(", ")) + ")"))
                .kernel(Kernels.<LongVector>strictFor(call -> {
                    ZoneClock session = new ZoneClock(call.settings().zone());
                    return (in, row, out) -> {
                        ZoneClock clock = in.count() > 2 ? clock(call.settings(), in.stringAt(2, row)) : session;
                        out.set(row, clock.toUtc(dateAndTime(call, in, row)));
                    };
                }));
        return name.endsWith("_ltz")
                ? spec.takes(DATE.asWritten(), TIME.asWritten()).optional(STRING.asWritten())
                : spec.takes(DATE.asWritten()).optional(TIME.asWritten(), STRING.asWritten());
    }

    private static ScalarSpec localOfDateAndTime(String name) {
        String shown = "make_timestamp_ntz(";
        ScalarKernel kernel =
                Kernels.<LongVector>strictFor(call -> (in, row, out) -> out.set(row, dateAndTime(call, in, row)));
        return scalar(name)
                .nullTolerant()
                .takes(DATE.asWritten(), TIME.asWritten())
                .gives(DataTypes.TimestampNTZType)
                .mayBeNull()
                .text(arguments -> name.equals("make_timestamp_ntz")
                        ? shown + String.join(", ", arguments) + ")"
                        : name + "(" + shown + String.join(", ", arguments) + "))")
                .shown((arguments, texts) ->
                        Optional.of(shown + arguments.stream().map(texts).collect(Collectors.joining(", ")) + ")"))
                .kernel(name.startsWith("try_") ? Attempt.of(kernel) : kernel);
    }

    /** Microseconds of a date and a time of day where no zone is. */
    private static long dateAndTime(KernelCall call, Arguments in, int row) {
        try {
            long day = Math.multiplyExact(in.intAt(0, row), ZoneClock.MICROS_PER_DAY);
            return in.count() > 1 ? Math.addExact(day, in.longAt(1, row) / 1000) : day;
        } catch (ArithmeticException tooFar) {
            throw overflow(call, tooFar);
        }
    }

    private static ZoneClock clock(Settings settings, String zone) {
        try {
            return new ZoneClock(TimestampText.zoneOf(zone));
        } catch (DateTimeException e) {
            throw new MillraceDateTimeException(settings.error(ErrorCondition.INVALID_TIMEZONE, "timeZone", zone), e);
        }
    }

    private static long local(Settings settings, Arguments in, int row) {
        // Spark counts the microseconds in an int, so that far too many seconds are others.
        int micros = (int) micros(in, 5, row);
        int seconds = Math.floorDiv(micros, MICROS);
        int fraction = Math.floorMod(micros, MICROS);
        boolean leap = seconds == 60;
        if (leap && fraction > 0) {
            throw new MillraceDateTimeException(settings.error(
                    ErrorCondition.INVALID_FRACTION_OF_SECOND,
                    "secAndMicros",
                    BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString()));
        }
        try {
            LocalDateTime moment = LocalDateTime.of(
                    in.intAt(0, row),
                    in.intAt(1, row),
                    in.intAt(2, row),
                    in.intAt(3, row),
                    in.intAt(4, row),
                    leap ? 0 : seconds);
            long second = (leap ? moment.plusMinutes(1) : moment).toEpochSecond(ZoneOffset.UTC);
            return Math.addExact(Math.multiplyExact(second, (long) MICROS), fraction);
        } catch (DateTimeException | ArithmeticException e) {
            throw new MillraceDateTimeException(
                    settings.error(
                            ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS__WITH_SUGGESTION,
                            "rangeMessage",
                            e.getMessage(),
                            "ansiConfig",
                            "\"spark.sql.ansi.enabled\""),
                    e);
        }
    }

    // Intervals

    private static ScalarSpec interval(String name, boolean strict) {
        ScalarSpec taking = scalar(name);
        // Without any argument there is only the one that fails.
        ScalarSpec spec = (strict ? taking.optional(INT).defaults(zero()) : taking.takes(INT))
                .optional(INT, INT, INT, INT, INT, TypeFamily.exactly(INTERVAL_SECONDS))
                .shownAs("make_interval")
                .nullable((arguments, settings) ->
                        !settings.ansi() || arguments.stream().anyMatch(Expression::nullable))
                .defaults(zero(), zero(), zero(), zero(), zero(), zeroSeconds())
                .gives(DataTypes.CalendarIntervalType)
                .kernel(Kernels.<StructVector>strictFor(call -> (in, row, out) -> {
                    try {
                        int months = Math.addExact(Math.multiplyExact(in.intAt(0, row), 12), in.intAt(1, row));
                        int days = Math.addExact(Math.multiplyExact(in.intAt(2, row), 7), in.intAt(3, row));
                        long micros = clockMicros(in, row, 4);
                        ((IntVector) out.child(0)).set(row, months);
                        ((IntVector) out.child(1)).set(row, days);
                        ((LongVector) out.child(2)).set(row, micros);
                    } catch (ArithmeticException tooLarge) {
                        if (strict && call.ansi()) {
                            throw overflow(call, tooLarge);
                        }
                        out.setNull(row);
                    }
                }))
                .describe(
                        "The interval of years, months, weeks, days, hours, minutes and seconds"
                                + (strict ? "." : ", or NULL."),
                        name + "(100, 11, 1, 1, 12, 30, 01.001001)");
        return strict ? spec : spec.mayBeNull();
    }

    private static MillraceArithmeticException overflow(KernelCall call, ArithmeticException cause) {
        return new MillraceArithmeticException(
                call.settings()
                        .error(
                                ErrorCondition.ARITHMETIC_OVERFLOW,
                                "message",
                                "overflow",
                                "alternative",
                                "",
                                "config",
                                "\"spark.sql.ansi.enabled\""),
                cause);
    }

    /** Hours, minutes and seconds, from an argument on. */
    private static long clockMicros(Arguments in, int row, int first) {
        long minutes = Math.addExact(Math.multiplyExact(in.intAt(first, row), 60L), in.intAt(first + 1, row));
        return Math.addExact(Math.multiplyExact(minutes, 60L * MICROS), micros(in, first + 2, row));
    }

    private static ScalarSpec dayTimeInterval() {
        return scalar("make_dt_interval")
                .optional(INT, INT, INT, TypeFamily.exactly(INTERVAL_SECONDS))
                .defaults(zero(), zero(), zero(), zeroSeconds())
                .gives(DataTypes.createDayTimeIntervalType())
                .kernel(Kernels.<LongVector>strictFor(call -> (in, row, out) -> {
                    try {
                        long days = Math.multiplyExact(in.intAt(0, row), ZoneClock.MICROS_PER_DAY);
                        out.set(row, Math.addExact(days, clockMicros(in, row, 1)));
                    } catch (ArithmeticException tooLarge) {
                        throw tooLong(call, tooLarge);
                    }
                }))
                .describe(
                        "The interval of days, hours, minutes and seconds.", "make_dt_interval(1, 12, 30, 01.001001)");
    }

    private static ScalarSpec yearMonthInterval() {
        return scalar("make_ym_interval")
                .optional(INT, INT)
                .defaults(zero(), zero())
                .gives(DataTypes.createYearMonthIntervalType())
                .kernel(Kernels.<IntVector>strictFor(call -> (in, row, out) -> {
                    try {
                        out.set(row, Math.addExact(Math.multiplyExact(in.intAt(0, row), 12), in.intAt(1, row)));
                    } catch (ArithmeticException tooLarge) {
                        throw tooLong(call, tooLarge);
                    }
                }))
                .describe("The interval of years and months.", "make_ym_interval(1, 2)");
    }

    private static MillraceException tooLong(KernelCall call, ArithmeticException cause) {
        return new MillraceException(
                call.settings().error(ErrorCondition.INTERVAL_ARITHMETIC_OVERFLOW__WITHOUT_SUGGESTION), cause);
    }
}

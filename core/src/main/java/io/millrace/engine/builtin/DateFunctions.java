package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY_TIMESTAMP;
import static io.millrace.engine.expression.TypeFamily.BYTE;
import static io.millrace.engine.expression.TypeFamily.DATE;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.SHORT;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.TIME;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.GuardFirst;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StringType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parts of dates and times, and arithmetic of dates. */
public final class DateFunctions implements FunctionModule {
    private static final TypeFamily DAYS = oneOf(INT, SHORT, BYTE).asWritten();

    @Override
    public List<String> names() {
        return List.of(
                "year",
                "quarter",
                "month",
                "day",
                "dayofmonth",
                "dayofweek",
                "weekday",
                "dayofyear",
                "weekofyear",
                "hour",
                "minute",
                "second",
                "extract",
                "date_part",
                "datepart",
                "dayname",
                "monthname",
                "date_sub",
                "add_months",
                "last_day",
                "next_day",
                "trunc",
                "make_date",
                "unix_date",
                "date_from_unix_date");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "year" -> part("year", DateField.YEAR).describe("The year.", "year('2016-07-30')");
            case "quarter" ->
                part("quarter", DateField.QUARTER).describe("The quarter, 1 to 4.", "quarter('2016-08-31')");
            case "month" -> part("month", DateField.MONTH).describe("The month, 1 to 12.", "month('2016-07-30')");
            case "day", "dayofmonth" ->
                part("day", DateField.DAY, "dayofmonth").describe("The day of the month.", "day('2009-07-30')");
            case "dayofweek" ->
                part("dayofweek", DateField.DAY_OF_WEEK)
                        .describe("The day of the week, 1 for Sunday.", "dayofweek('2009-07-30')");
            case "weekday" ->
                part("weekday", DateField.WEEKDAY)
                        .describe("The day of the week, 0 for Monday.", "weekday('2009-07-30')");
            case "dayofyear" ->
                part("dayofyear", DateField.DAY_OF_YEAR).describe("The day of the year.", "dayofyear('2016-04-09')");
            case "weekofyear" ->
                part("weekofyear", DateField.WEEK).describe("The ISO week of the year.", "weekofyear('2008-02-20')");
            case "hour" -> clock("hour", DateField.HOUR).describe("The hour.", "hour('2009-07-30 12:58:59')");
            case "minute" -> clock("minute", DateField.MINUTE).describe("The minute.", "minute('2009-07-30 12:58:59')");
            case "second" -> clock("second", DateField.SECOND).describe("The second.", "second('2009-07-30 12:58:59')");
            case "extract" ->
                FieldExtraction.define(name, " FROM ")
                        .replaced()
                        .describe("A part of a date, time or interval.", "extract(YEAR FROM TIMESTAMP '2019-08-12')");
            case "date_part", "datepart" ->
                FieldExtraction.define(name, name.equals("datepart") ? " FROM " : ", ")
                        .replaced()
                        .describe("A part of a date, time or interval.", "date_part('YEAR', DATE '2019-08-12')");
            case "dayname" ->
                named(
                                "dayname",
                                days -> DayOfWeek.of(DateField.ISO_DAY_OF_WEEK.ofDays(days))
                                        .getDisplayName(TextStyle.SHORT, Locale.US))
                        .describe("The short name of the day.", "dayname(DATE '2024-11-01')");
            case "monthname" ->
                named(
                                "monthname",
                                days -> Month.of(DateField.MONTH.ofDays(days))
                                        .getDisplayName(TextStyle.SHORT, Locale.US))
                        .describe("The short name of the month.", "monthname(DATE '2024-11-01')");
            case "date_sub" ->
                shift("date_sub", -1).describe("The date so many days before.", "date_sub('2016-07-30', 1)");
            case "add_months" ->
                dates("add_months")
                        .takes(DATE, INT)
                        .kernel(dates(DateFunctions::plusMonths))
                        .describe(
                                "The date so many months later, at the latest the month's last day.",
                                "add_months('2016-08-31', 1)");
            case "last_day" ->
                dates("last_day")
                        .takes(DATE)
                        .kernel(Kernels.ints(Calendars::lastDayOfMonth))
                        .describe("The last day of the month.", "last_day('2009-01-12')");
            case "next_day" -> nextDay();
            case "trunc" -> trunc();
            case "make_date" -> makeDate();
            case "unix_date" ->
                scalar("unix_date")
                        .takes(DATE)
                        .exact()
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.ints(days -> days))
                        .describe("Days since 1970-01-01.", "unix_date(DATE '1970-01-02')");
            case "date_from_unix_date" ->
                dates("date_from_unix_date")
                        .takes(INT)
                        .kernel(Kernels.ints(days -> days))
                        .describe("The date so many days after 1970-01-01.", "date_from_unix_date(1)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec dates(String name) {
        return scalar(name).gives(DataTypes.DateType);
    }

    static ScalarSpec part(String name, DateField field, String... aliases) {
        return scalar(name, aliases).takes(DATE).gives(DataTypes.IntegerType).kernel(Kernels.ints(field::ofDays));
    }

    /** The zone in which a timestamp shows its wall clock. */
    static ZoneId zoneOf(DataType type, Settings settings) {
        return type instanceof TimestampNTZType ? DateTimePattern.zoneOfLocal() : settings.zone();
    }

    static ScalarSpec clock(String name, DateField field) {
        ScalarSpec ofTime = scalar(name)
                .takes(TIME)
                .checks((errors, arguments, context) -> TimeOfDayFunctions.requireEnabled(errors, context))
                .gives(DataTypes.IntegerType)
                .mayBeNull()
                .notConstant()
                .kernel(Kernels.<IntVector>strict((in, row, out) ->
                        out.set(row, field.ofSeconds((int) (in.longAt(0, row) / 1_000_000_000L)))));
        return scalar(name)
                .takes(ANY_TIMESTAMP)
                .rewrites((call, context) ->
                        call.arguments().getFirst().type() instanceof TimeType ? ofTime.resolve(call, context) : null)
                .gives(DataTypes.IntegerType)
                .kernel(Kernels.<IntVector>strictFor(call -> {
                    ZoneClock clock = new ZoneClock(zoneOf(call.argumentType(0), call.settings()));
                    return (in, row, out) -> out.set(row, field.ofLocal(clock.toLocal(in.longAt(0, row))));
                }));
    }

    private interface DayName {
        String of(int days);
    }

    private static ScalarSpec named(String name, DayName names) {
        return scalar(name)
                .takes(DATE)
                .gives(DataTypes.StringType)
                .kernel(Kernels.<BytesVector>strict((in, row, out) -> out.set(row, names.of(in.intAt(0, row)))));
    }

    /** A date from a date and a number. */
    private interface DateFunction {
        long apply(Settings settings, int days, int number);
    }

    private static ScalarKernel dates(DateFunction function) {
        return Kernels.<IntVector>strictFor(call -> (in, row, out) -> {
            long days = function.apply(call.settings(), in.intAt(0, row), in.intAt(1, row));
            if (days != (int) days) {
                throw DateErrors.outOfRange(call.settings(), "a date of " + days + " days");
            }
            out.set(row, (int) days);
        });
    }

    /** A text is read as a number of days. */
    private static List<Expression> daysOfText(List<Expression> arguments, ResolutionContext context) {
        Expression days = arguments.get(1);
        return days.type() instanceof StringType
                ? List.of(arguments.get(0), context.convert(days, DataTypes.IntegerType))
                : arguments;
    }

    /** A time of day is no date, and nothing tries to make one of it. */
    private static void requireDate(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (arguments.getFirst().type() instanceof TimeType) {
            throw errors.unexpectedType(0, DATE, arguments.getFirst());
        }
    }

    /** {@code date_add} and {@code date_sub}. */
    static ScalarSpec shift(String name, int sign) {
        return dates(name)
                .takes(DATE, DAYS)
                .requires(DateFunctions::requireDate)
                .coerces(DateFunctions::daysOfText)
                // As in Spark it wraps around.
                .kernel(dates((settings, days, count) -> days + sign * count));
    }

    private static long plusMonths(Settings settings, int days, int months) {
        long moved = CivilDate.plusMonths(days, months);
        if (moved != (int) moved) {
            throw ArithmeticErrors.overflow(settings, "overflow", "");
        }
        return moved;
    }

    private static ScalarSpec nextDay() {
        return dates("next_day")
                .takes(DATE, STRING)
                .mayBeNull()
                .kernel(Kernels.<IntVector>strictFor(call -> (in, row, out) -> {
                    String name = in.stringAt(1, row);
                    Optional<Integer> weekday = Calendars.weekdayNamed(name);
                    if (weekday.isPresent()) {
                        out.set(row, Calendars.nextWeekday(in.intAt(0, row), weekday.get()));
                    } else if (call.ansi()) {
                        throw DateErrors.illegalDayOfWeek(call.settings(), name);
                    } else {
                        out.setNull(row);
                    }
                }))
                .describe("The first day after a date that is a given weekday.", "next_day('2015-01-14', 'TU')");
    }

    /** The unit of a name if dates are as long as that or longer. */
    private static Optional<ChronoUnit> dateUnit(String name) {
        return Calendars.truncationUnit(name).filter(unit -> switch (unit) {
            case YEARS, FOREVER, MONTHS, WEEKS -> true;
            default -> false;
        });
    }

    private static ScalarSpec trunc() {
        return dates("trunc")
                .takes(DATE, STRING)
                .mayBeNull()
                .kernel(GuardFirst.of(
                        Kernels.<IntVector>strict((in, row, out) -> {
                            Optional<ChronoUnit> unit = dateUnit(in.stringAt(1, row));
                            if (unit.isPresent()) {
                                out.set(row, Calendars.truncate(in.intAt(0, row), unit.get()));
                            } else {
                                out.setNull(row);
                            }
                        }),
                        1,
                        (unit, row) -> dateUnit(unit.stringAt(0, row)).isEmpty()))
                .describe("The first day of a date's year, quarter, month or week.", "trunc('2019-08-04', 'week')");
    }

    private static ScalarSpec makeDate() {
        return dates("make_date")
                .takes(INT, INT, INT)
                .nullable((arguments, settings) ->
                        !settings.ansi() || arguments.stream().anyMatch(Expression::nullable))
                .kernel(Kernels.<IntVector>strictFor(call -> (in, row, out) -> {
                    int year = in.intAt(0, row);
                    int month = in.intAt(1, row);
                    int day = in.intAt(2, row);
                    Optional<Integer> days = Calendars.date(year, month, day);
                    if (days.isPresent()) {
                        out.set(row, days.get());
                    } else if (call.ansi()) {
                        throw noDate(call.settings(), year, month, day);
                    } else {
                        out.setNull(row);
                    }
                }))
                .describe("The date of a year, month and day.", "make_date(2013, 7, 15)");
    }

    private static MillraceDateTimeException noDate(Settings settings, int year, int month, int day) {
        try {
            return DateErrors.outOfRange(settings, "the days of " + LocalDate.of(year, month, day));
        } catch (DateTimeException outOfBounds) {
            return DateErrors.fieldOutOfBounds(settings, outOfBounds);
        }
    }
}

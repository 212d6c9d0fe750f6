package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Settings;
import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.time.ZoneOffset;

/**
 * Dates and timestamps plus and minus intervals and each other; what {@code +} and {@code -} become for them. An interval
 * is added to a timestamp on the wall clock as far as months and days go, and on the time line from there.
 */
final class DateTimeArithmetic {
    /** {@code date + days}. */
    static final ScalarSpec DATE_PLUS_DAYS = scalar("date_add").kernel(dateDays(1));
    /** The whole days of an interval of days. */
    static final ScalarSpec WHOLE_DAYS = scalar("extractansiintervaldays")
            .kernel(Kernels.longToInt(micros -> (int) (micros / ZoneClock.MICROS_PER_DAY)));

    static final ScalarSpec NEGATED_DAYS =
            scalar("-").text(arguments -> "(- " + arguments.getFirst() + ")").kernel(Kernels.ints(days -> -days));
    /** Date or timestamp plus an interval. */
    static final ScalarSpec PLUS_INTERVAL = scalar("datetime_plus_interval")
            .text(a -> a.get(0) + " + " + a.get(1))
            .kernel(interval(1, false));
    /** Date or timestamp minus an interval. */
    static final ScalarSpec MINUS_INTERVAL = scalar("datetime_minus_interval")
            .text(a -> a.get(0) + " - " + a.get(1))
            .kernel(interval(-1, false));
    /** {@code try_add} of a date or timestamp and an interval. */
    static final ScalarSpec TRY_PLUS_INTERVAL =
            scalar("try_add").replaced().mayBeNull().kernel(interval(1, true));
    /** {@code try_subtract} of a date or timestamp and an interval. */
    static final ScalarSpec TRY_MINUS_INTERVAL =
            scalar("try_subtract").replaced().mayBeNull().kernel(interval(-1, true));
    /** {@code timestamp - timestamp}. */
    static final ScalarSpec MINUS_TIMESTAMP = scalar("subtracttimestamps")
            .infix("-")
            .kernel(Kernels.<LongVector>strictFor(call -> {
                ZoneClock clock = clock(call.argumentType(0), call.settings());
                return (in, row, out) -> out.set(
                        row,
                        exact(
                                call,
                                () -> Math.subtractExact(
                                        clock.toLocal(in.longAt(0, row)), clock.toLocal(in.longAt(1, row)))));
            }));
    /** {@code date - date}. */
    static final ScalarSpec MINUS_DATE = scalar("subtractdates")
            .infix("-")
            .kernel(Kernels.<LongVector>strict((in, row, out) ->
                    out.set(row, ((long) in.intAt(0, row) - in.intAt(1, row)) * ZoneClock.MICROS_PER_DAY)));

    private DateTimeArithmetic() {}

    private static ScalarKernel dateDays(int sign) {
        return Kernels.<IntVector>strict((in, row, out) -> out.set(row, in.intAt(0, row) + sign * in.intAt(1, row)));
    }

    static ZoneClock clock(DataType type, Settings settings) {
        return new ZoneClock(type instanceof TimestampType ? settings.zone() : ZoneOffset.UTC);
    }

    /** A result in microseconds or days. */
    private interface LongResult {
        long compute();
    }

    private static long exact(KernelCall call, LongResult result) {
        try {
            return result.compute();
        } catch (ArithmeticException tooLarge) {
            throw overflow(call, tooLarge);
        }
    }

    private static MillraceArithmeticException overflow(KernelCall call, ArithmeticException cause) {
        if (call.argumentType(0) instanceof DateType) {
            return ArithmeticErrors.overflow(call.settings(), "overflow", "");
        }
        return new MillraceArithmeticException(
                call.settings()
                        .error(
                                ErrorCondition.DATETIME_OVERFLOW,
                                "operation",
                                "add an interval to a " + call.argumentType(0).sql()),
                cause);
    }

    private static ScalarKernel interval(int sign, boolean isTry) {
        return Kernels.strictFor(call -> isTry ? trying(moving(call, sign)) : moving(call, sign));
    }

    private static Kernels.RowFunction<ValueVector> trying(Kernels.RowFunction<ValueVector> function) {
        return (in, row, out) -> {
            try {
                function.apply(in, row, out);
            } catch (MillraceArithmeticException outOfRange) {
                out.setNull(row);
            }
        };
    }

    private static Kernels.RowFunction<ValueVector> moving(KernelCall call, int sign) {
        boolean date = call.argumentType(0) instanceof DateType;
        DataType interval = call.argumentType(1);
        if (interval instanceof YearMonthIntervalType) {
            return date ? dateMonths(call, sign) : timestampMonths(call, sign);
        }
        if (interval instanceof CalendarIntervalType) {
            return date ? dateCalendar(call, sign) : timestampCalendar(call, sign);
        }
        ZoneClock clock = clock(call.argumentType(0), call.settings());
        return (in, row, out) -> ((LongVector) out)
                .set(row, exact(call, () -> plus(clock, in.longAt(0, row), 0, 0, sign * in.longAt(1, row))));
    }

    private static Kernels.RowFunction<ValueVector> dateMonths(KernelCall call, int sign) {
        return (in, row, out) -> ((IntVector) out).set(row, (int) exact(
                call, () -> Math.toIntExact(CivilDate.plusMonths(in.intAt(0, row), sign * in.intAt(1, row)))));
    }

    private static Kernels.RowFunction<ValueVector> timestampMonths(KernelCall call, int sign) {
        ZoneClock clock = clock(call.argumentType(0), call.settings());
        return (in, row, out) -> ((LongVector) out)
                .set(row, exact(call, () -> plus(clock, in.longAt(0, row), sign * in.intAt(1, row), 0, 0)));
    }

    private static Kernels.RowFunction<ValueVector> dateCalendar(KernelCall call, int sign) {
        ZoneClock clock = new ZoneClock(call.settings().zone());
        return (in, row, out) -> {
            StructVector interval = (StructVector) in.plain(1);
            int at = in.at(1, row);
            int months = sign * ((IntVector) interval.child(0)).get(at);
            int days = sign * ((IntVector) interval.child(1)).get(at);
            long micros = sign * ((LongVector) interval.child(2)).get(at);
            if (micros != 0 && call.ansi()) {
                throw new MillraceArithmeticException(
                        call.settings().error(ErrorCondition.INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION));
            }
            int date = in.intAt(0, row);
            ((IntVector) out).set(row, (int) exact(
                    call,
                    () -> micros == 0
                            ? Math.toIntExact(CivilDate.plusMonths(date, months) + days)
                            : clock.toDays(plus(clock, clock.startOfDay(date), months, days, micros))));
        };
    }

    private static Kernels.RowFunction<ValueVector> timestampCalendar(KernelCall call, int sign) {
        ZoneClock clock = clock(call.argumentType(0), call.settings());
        return (in, row, out) -> {
            StructVector interval = (StructVector) in.plain(1);
            int at = in.at(1, row);
            ((LongVector) out).set(row, exact(call, () -> plusCalendar(clock, in, row, interval, at, sign)));
        };
    }

    private static long plusCalendar(ZoneClock clock, Arguments in, int row, StructVector interval, int at, int sign) {
        int months = sign * ((IntVector) interval.child(0)).get(at);
        int days = sign * ((IntVector) interval.child(1)).get(at);
        long micros = sign * ((LongVector) interval.child(2)).get(at);
        long shifted =
                months == 0 && days == 0 ? in.longAt(0, row) : onWallClock(clock, in.longAt(0, row), months, days);
        return Math.addExact(shifted, micros);
    }

    /** Whole days of the microseconds are days of the wall clock too. */
    private static long plus(ZoneClock clock, long timestamp, int months, int days, long micros) {
        long wholeDays = days + micros / ZoneClock.MICROS_PER_DAY;
        long shifted = months == 0 && wholeDays == 0 ? timestamp : onWallClock(clock, timestamp, months, wholeDays);
        return Math.addExact(shifted, micros % ZoneClock.MICROS_PER_DAY);
    }

    private static long onWallClock(ZoneClock clock, long timestamp, int months, long days) {
        long local = clock.toLocal(timestamp);
        int date = (int) Math.floorDiv(local, ZoneClock.MICROS_PER_DAY);
        long time = Math.floorMod(local, ZoneClock.MICROS_PER_DAY);
        long shifted = Math.addExact(CivilDate.plusMonths(date, months), days);
        return clock.toUtc(Math.addExact(Math.multiplyExact(shifted, ZoneClock.MICROS_PER_DAY), time));
    }
}

package io.millrace.engine.builtin;

import io.millrace.engine.expression.text.CivilDate;
import io.millrace.engine.expression.text.ZoneClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Arithmetic of dates and timestamps. */
final class Calendars {
    private Calendars() {}

    static int lastDayOfMonth(int days) {
        long civil = CivilDate.of(days);
        return days + CivilDate.lengthOfMonth(CivilDate.year(civil), CivilDate.month(civil)) - CivilDate.day(civil);
    }

    /** 0 for Monday to 6; empty if it is no name of a day. */
    static Optional<Integer> weekdayNamed(String name) {
        return Optional.ofNullable(
                switch (name.strip().toUpperCase(Locale.ROOT)) {
                    case "MO", "MON", "MONDAY" -> 0;
                    case "TU", "TUE", "TUESDAY" -> 1;
                    case "WE", "WED", "WEDNESDAY" -> 2;
                    case "TH", "THU", "THURSDAY" -> 3;
                    case "FR", "FRI", "FRIDAY" -> 4;
                    case "SA", "SAT", "SATURDAY" -> 5;
                    case "SU", "SUN", "SUNDAY" -> 6;
                    default -> null;
                });
    }

    /** The next day, after a day, that is a weekday. */
    static int nextWeekday(int days, int weekday) {
        return days + 1 + Math.floorMod(weekday - DateField.weekday(days) - 1, 7);
    }

    /** What a date or a timestamp is cut to; empty for no unit. */
    static Optional<ChronoUnit> truncationUnit(String name) {
        return Optional.ofNullable(
                switch (name.toUpperCase(Locale.ROOT)) {
                    case "YEAR", "YYYY", "YY" -> ChronoUnit.YEARS;
                    case "QUARTER" -> ChronoUnit.FOREVER;
                    case "MONTH", "MON", "MM" -> ChronoUnit.MONTHS;
                    case "WEEK" -> ChronoUnit.WEEKS;
                    case "DAY", "DD" -> ChronoUnit.DAYS;
                    case "HOUR" -> ChronoUnit.HOURS;
                    case "MINUTE" -> ChronoUnit.MINUTES;
                    case "SECOND" -> ChronoUnit.SECONDS;
                    case "MILLISECOND" -> ChronoUnit.MILLIS;
                    case "MICROSECOND" -> ChronoUnit.MICROS;
                    default -> null;
                });
    }

    /** The first day of a year, quarter (here {@link ChronoUnit#FOREVER}), month or week. */
    static int truncate(int days, ChronoUnit unit) {
        long civil = CivilDate.of(days);
        int year = CivilDate.year(civil);
        int month = CivilDate.month(civil);
        return switch (unit) {
            case YEARS -> (int) CivilDate.toDays(year, 1, 1);
            case FOREVER -> (int) CivilDate.toDays(year, (month - 1) / 3 * 3 + 1, 1);
            case MONTHS -> (int) CivilDate.toDays(year, month, 1);
            case WEEKS -> monday(days);
            default -> days;
        };
    }

    /** As in Spark the first days that there are have no Monday before them: what is too small goes wrong in the same way. */
    private static int monday(int days) {
        int weekBefore = days - 7;
        int firstMonday = 4;
        return weekBefore + 1 + ((firstMonday - 1 - weekBefore) % 7 + 7) % 7;
    }

    /** The beginning of a unit of the wall clock. */
    static long truncate(long micros, ChronoUnit unit, ZoneClock clock) {
        return switch (unit) {
            case MICROS -> micros;
            case MILLIS -> micros - Math.floorMod(micros, 1000L);
            case SECONDS -> micros - Math.floorMod(micros, ZoneClock.MICROS_PER_SECOND);
            case MINUTES, HOURS -> {
                long length = unit == ChronoUnit.HOURS ? 3_600_000_000L : 60_000_000L;
                long local = clock.toLocal(micros);
                yield micros - Math.floorMod(local, length);
            }
            default -> clock.startOfDay(truncate(clock.toDays(micros), unit));
        };
    }

    /** The unit of {@code timestampadd} and {@code timestampdiff}, and how many of it; empty for no unit. */
    static Optional<Step> step(String name) {
        return Optional.ofNullable(
                switch (name.toUpperCase(Locale.ROOT)) {
                    case "MICROSECOND" -> new Step(ChronoUnit.MICROS, 1);
                    case "MILLISECOND" -> new Step(ChronoUnit.MILLIS, 1);
                    case "SECOND" -> new Step(ChronoUnit.SECONDS, 1);
                    case "MINUTE" -> new Step(ChronoUnit.MINUTES, 1);
                    case "HOUR" -> new Step(ChronoUnit.HOURS, 1);
                    case "DAY", "DAYOFYEAR" -> new Step(ChronoUnit.DAYS, 1);
                    case "WEEK" -> new Step(ChronoUnit.WEEKS, 1);
                    case "MONTH" -> new Step(ChronoUnit.MONTHS, 1);
                    case "QUARTER" -> new Step(ChronoUnit.MONTHS, 3);
                    case "YEAR" -> new Step(ChronoUnit.YEARS, 1);
                    default -> null;
                });
    }

    /** So many of a unit. */
    record Step(ChronoUnit unit, int factor) {}

    /** Adds steps: units below a day on the time line, others on the wall clock. */
    static long add(long micros, Step step, long count, ZoneClock clock) {
        long total = Math.multiplyExact(count, (long) step.factor);
        return switch (step.unit) {
            case DAYS, WEEKS -> {
                long days = step.unit == ChronoUnit.WEEKS ? Math.multiplyExact(total, 7L) : total;
                yield clock.toUtc(
                        Math.addExact(clock.toLocal(micros), Math.multiplyExact(days, ZoneClock.MICROS_PER_DAY)));
            }
            case MONTHS, YEARS -> {
                long months = step.unit == ChronoUnit.YEARS ? Math.multiplyExact(total, 12L) : total;
                yield addMonths(micros, Math.toIntExact(months), clock);
            }
            default ->
                Math.addExact(
                        micros,
                        Math.multiplyExact(total, step.unit.getDuration().toNanos() / 1000));
        };
    }

    static long addMonths(long micros, int months, ZoneClock clock) {
        long local = clock.toLocal(micros);
        int days = (int) Math.floorDiv(local, ZoneClock.MICROS_PER_DAY);
        long later = CivilDate.plusMonths(days, months);
        return clock.toUtc(Math.addExact(
                Math.multiplyExact(later, ZoneClock.MICROS_PER_DAY), Math.floorMod(local, ZoneClock.MICROS_PER_DAY)));
    }

    /** Whole steps from one moment to another, on the wall clock. */
    static long between(long from, long to, Step step, ZoneClock clock) {
        return step.unit.between(wallClock(from, clock), wallClock(to, clock)) / step.factor;
    }

    private static LocalDateTime wallClock(long micros, ZoneClock clock) {
        long local = clock.toLocal(micros);
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(local, ZoneClock.MICROS_PER_SECOND),
                (int) Math.floorMod(local, ZoneClock.MICROS_PER_SECOND) * 1000,
                ZoneOffset.UTC);
    }

    /** Months between two moments; a rest counts in 31sts of a month. */
    static double monthsBetween(long left, long right, boolean round, ZoneClock clock) {
        long leftLocal = clock.toLocal(left);
        long rightLocal = clock.toLocal(right);
        int leftDays = (int) Math.floorDiv(leftLocal, ZoneClock.MICROS_PER_DAY);
        int rightDays = (int) Math.floorDiv(rightLocal, ZoneClock.MICROS_PER_DAY);
        long leftCivil = CivilDate.of(leftDays);
        long rightCivil = CivilDate.of(rightDays);
        double months = 12.0 * (CivilDate.year(leftCivil) - CivilDate.year(rightCivil))
                + CivilDate.month(leftCivil)
                - CivilDate.month(rightCivil);
        int leftDay = CivilDate.day(leftCivil);
        int rightDay = CivilDate.day(rightCivil);
        boolean bothLast = lastDayOfMonth(leftDays) == leftDays && lastDayOfMonth(rightDays) == rightDays;
        if (leftDay == rightDay || bothLast) {
            return months;
        }
        long seconds = secondsOfDay(left, leftDays, clock) - secondsOfDay(right, rightDays, clock);
        double difference = months + ((leftDay - rightDay) * 86_400L + seconds) / (31.0 * 86_400);
        return round ? Math.round(difference * 1e8) / 1e8 : difference;
    }

    /** How long a day has lasted, which is not what a clock shows after it has been put forward or back. */
    private static long secondsOfDay(long micros, int day, ZoneClock clock) {
        return (micros - clock.toUtc(Math.multiplyExact(day, ZoneClock.MICROS_PER_DAY))) / ZoneClock.MICROS_PER_SECOND;
    }

    /** The days of a date, or empty when there is no such date. */
    static Optional<Integer> date(int year, int month, int day) {
        boolean exists = Math.abs((long) year) <= LocalDate.MAX.getYear() && CivilDate.exists(year, month, day);
        if (!exists) {
            return Optional.empty();
        }
        long days = CivilDate.toDays(year, month, day);
        return days == (int) days ? Optional.of((int) days) : Optional.empty();
    }
}

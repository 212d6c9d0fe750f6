package io.millrace.engine.expression.text;

/**
 * The proleptic Gregorian calendar on plain numbers: days since 1970-01-01 to year, month and day, and back.
 *
 * <p>Both ways count from March 1st of year 0, so that the leap day is the last of its year, and in eras of 400 years
 * (146,097 days).
 */
public final class CivilDate {
    private static final int DAYS_PER_ERA = 146_097;
    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int EPOCH = 719_468;

    private CivilDate() {}

    /** Year, month and day in one number, to be taken apart by {@link #year}, {@link #month} and {@link #day}. */
    public static long of(int days) {
        long shifted = (long) days + EPOCH;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year << 16 | (long) month << 8 | day;
    }

    public static int year(long civil) {
        return (int) (civil >> 16);
    }

    /** 1 to 12. */
    public static int month(long civil) {
        return (int) (civil >> 8) & 0xFF;
    }

    /** 1 to 31. */
    public static int day(long civil) {
        return (int) civil & 0xFF;
    }

    /** Days since 1970-01-01 of a date that exists. */
    public static long toDays(int year, int month, int day) {
        long marchYear = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(marchYear, 400);
        int yearOfEra = (int) (marchYear - era * 400);
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - EPOCH;
    }

    public static boolean isLeapYear(long year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    public static int lengthOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> isLeapYear(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Whether there is such a date. */
    public static boolean exists(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
    }

    /** So many months later, on the last day of the month where the day does not exist; days since 1970-01-01. */
    public static long plusMonths(int days, int months) {
        long civil = of(days);
        long total = year(civil) * 12L + (month(civil) - 1) + months;
        int year = Math.toIntExact(Math.floorDiv(total, 12));
        int month = (int) Math.floorMod(total, 12L) + 1;
        return toDays(year, month, Math.min(day(civil), lengthOfMonth(year, month)));
    }
}

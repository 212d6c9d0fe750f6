package io.millrace.engine.expression.text;

import io.millrace.plan.UnresolvedExpression.CalendarInterval;

/** Intervals as text: {@code INTERVAL '1-2' YEAR TO MONTH}, {@code 1 years 2 months 3.5 seconds}. */
public final class IntervalText {
    private static final long[] UNIT_MICROS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, ZoneClock.MICROS_PER_SECOND
    };
    private static final String[] UNITS = {"DAY", "HOUR", "MINUTE", "SECOND"};
    private static final int SECOND = 3;

    private IntervalText() {}

    /** A year-month interval as SQL writes it; fields are 0 for year and 1 for month. */
    public static String ansi(int months, int startField, int endField) {
        return "INTERVAL '" + plain(months, startField, endField) + "' "
                + fields(startField, endField, "YEAR", "MONTH");
    }

    /** A day-time interval as SQL writes it; fields are 0 for day to 3 for second. */
    public static String ansi(long micros, int startField, int endField) {
        return "INTERVAL '" + plain(micros, startField, endField) + "' " + fields(startField, endField, UNITS);
    }

    private static String fields(int startField, int endField, String... names) {
        return startField == endField ? names[startField] : names[startField] + " TO " + names[endField];
    }

    /** What stands between the quotes of a year-month interval. */
    public static String plain(int months, int startField, int endField) {
        long magnitude = Math.abs((long) months);
        String sign = months < 0 ? "-" : "";
        if (startField != endField) {
            return sign + magnitude / 12 + "-" + magnitude % 12;
        }
        return sign + (startField == 0 ? magnitude / 12 : magnitude);
    }

    /** What stands between the quotes of a day-time interval. */
    public static String plain(long micros, int startField, int endField) {
        BytesWriter out = new BytesWriter(32);
        if (micros < 0) {
            out.append('-');
        }
        // never positive, so that the smallest value has its opposite
        long rest = micros < 0 ? micros : -micros;
        for (int field = startField; field <= endField; field++) {
            long units = -(rest / UNIT_MICROS[field]);
            rest %= UNIT_MICROS[field];
            if (field > startField) {
                out.append(field == 1 ? ' ' : ':');
            }
            if (field > 0 && units < 10) {
                out.append('0');
            }
            NumberText.write(units, out);
            if (field == SECOND) {
                Digits.fraction((int) -rest, 6, out);
            }
        }
        return out.toString();
    }

    /** Months, days and microseconds in units of their own; {@code 0 seconds} when all are zero. */
    public static String calendar(int months, int days, long micros) {
        return new CalendarInterval(months, days, micros).toString();
    }
}

package io.millrace.engine.expression.text;

/**
 * Dates as text: {@code 2024-02-29}. Read are {@code [+-]y…}, {@code [+-]y…-[m]m} and {@code [+-]y…-[m]m-[d]d}, with four
 * to seven digits of the year; after a day anything may follow a blank or a T.
 */
public final class DateText {
    /** What {@link #parse} gives for text that is no date. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final int MAX_YEAR_DIGITS = 7;

    private DateText() {}

    /** Days since 1970-01-01, or {@link #INVALID}. */
    public static long parse(byte[] data, int start, int length) {
        int at = NumberText.trimmedStart(data, start, start + length);
        int end = NumberText.trimmedEnd(data, at, start + length);
        if (at == end) {
            return INVALID;
        }
        boolean negative = data[at] == '-';
        if (negative || data[at] == '+') {
            at++;
        }
        int year = 0;
        int month = 1;
        int part = 0;
        int value = 0;
        int digits = 0;
        while (at < end && data[at] != ' ' && data[at] != 'T') {
            byte character = data[at++];
            if (part < 2 && character == '-') {
                if (!isValid(part, digits)) {
                    return INVALID;
                }
                if (part == 0) {
                    year = value;
                } else {
                    month = value;
                }
                part++;
                value = 0;
                digits = 0;
            } else if (character >= '0' && character <= '9' && digits < MAX_YEAR_DIGITS) {
                value = value * 10 + (character - '0');
                digits++;
            } else {
                return INVALID;
            }
        }
        if (!isValid(part, digits) || (part < 2 && at < end)) {
            return INVALID;
        }
        return switch (part) {
            case 0 -> days(negative, value, 1, 1);
            case 1 -> days(negative, year, value, 1);
            default -> days(negative, year, month, value);
        };
    }

    private static boolean isValid(int part, int digits) {
        return part == 0 ? digits >= 4 && digits <= MAX_YEAR_DIGITS : digits >= 1 && digits <= 2;
    }

    private static long days(boolean negative, int year, int month, int day) {
        int signed = negative ? -year : year;
        if (!CivilDate.exists(signed, month, day)) {
            return INVALID;
        }
        long days = CivilDate.toDays(signed, month, day);
        return days == (int) days ? days : INVALID;
    }

    /** {@code yyyy-MM-dd}; years beyond 9999 with a sign. */
    public static String format(int days) {
        BytesWriter out = new BytesWriter(16);
        write(days, out);
        return out.toString();
    }

    /** Like {@link #format}, into a buffer. */
    public static void write(int days, BytesWriter out) {
        long civil = CivilDate.of(days);
        int year = CivilDate.year(civil);
        int magnitude = Math.abs(year);
        if (year < 0) {
            out.append('-');
        } else if (year > 9999) {
            out.append('+');
        }
        for (int limit = 1000; limit > 1 && magnitude < limit; limit /= 10) {
            out.append('0');
        }
        NumberText.write(magnitude, out);
        out.append('-');
        Digits.two(CivilDate.month(civil), out);
        out.append('-');
        Digits.two(CivilDate.day(civil), out);
    }
}

package io.millrace.engine.expression.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Numbers as text.
 *
 * <p>Blanks and control characters around a number do not count. Parsers say by {@link #parsed} whether they succeeded,
 * so that no value has to mean failure; an object serves one thread.
 */
public final class NumberText {
    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT_DOUBLE = 1L << 53;
    private static final double LARGEST_SHORT = 1e7;
    private static final double SMALLEST_SHORT = 1e-3;
    private static final int SHORT_FRACTION = 6;
    private static final byte[] SMALLEST_LONG = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

    private boolean parsed;

    /** Whether the last call could read its text. */
    public boolean parsed() {
        return parsed;
    }

    /** Whether a byte is a blank or a control character, which may stand around values. */
    public static boolean isBlank(byte value) {
        return (value >= 0 && value <= ' ') || value == 0x7F;
    }

    /** The first position that is not blank. */
    public static int trimmedStart(byte[] data, int start, int end) {
        int at = start;
        while (at < end && isBlank(data[at])) {
            at++;
        }
        return at;
    }

    /** One after the last position that is not blank. */
    public static int trimmedEnd(byte[] data, int start, int end) {
        int at = end;
        while (at > start && isBlank(data[at - 1])) {
            at--;
        }
        return at;
    }

    /**
     * A whole number between two bounds.
     *
     * @param fraction whether a fraction may follow, which is cut off
     */
    public long parseLong(byte[] data, int start, int length, long minimum, long maximum, boolean fraction) {
        parsed = false;
        int at = trimmedStart(data, start, start + length);
        int end = trimmedEnd(data, at, start + length);
        if (at == end) {
            return 0;
        }
        boolean negative = data[at] == '-';
        if (negative || data[at] == '+') {
            at++;
        }
        if (at == end) {
            return 0;
        }
        long value = 0;
        while (at < end && data[at] != '.') {
            int digit = data[at++] - '0';
            // counted downwards, where there is room for one more
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                return 0;
            }
            value = value * 10 - digit;
            if (value > 0) {
                return 0;
            }
        }
        if (at < end && !(fraction && onlyDigits(data, at + 1, end))) {
            return 0;
        }
        if (!negative && value == Long.MIN_VALUE) {
            return 0;
        }
        long signed = negative ? value : -value;
        parsed = signed >= minimum && signed <= maximum;
        return parsed ? signed : 0;
    }

    private static boolean onlyDigits(byte[] data, int start, int end) {
        for (int i = start; i < end; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** A double as Java reads it, and Infinity, Inf and NaN in any case. */
    public double parseDouble(byte[] data, int start, int length) {
        int at = trimmedStart(data, start, start + length);
        int end = trimmedEnd(data, at, start + length);
        double quick = quickDouble(data, at, end);
        if (parsed) {
            return quick;
        }
        String text = new String(data, at, end - at, StandardCharsets.UTF_8);
        Double special = special(text);
        if (special != null) {
            parsed = true;
            return special;
        }
        return slowDouble(text);
    }

    /** A float as Java reads it, and Infinity, Inf and NaN in any case. */
    public float parseFloat(byte[] data, int start, int length) {
        int at = trimmedStart(data, start, start + length);
        int end = trimmedEnd(data, at, start + length);
        String text = new String(data, at, end - at, StandardCharsets.UTF_8);
        Double special = special(text);
        if (special != null) {
            parsed = true;
            return special.floatValue();
        }
        try {
            float value = Float.parseFloat(text);
            parsed = true;
            return value;
        } catch (NumberFormatException notANumber) {
            parsed = false;
            return 0;
        }
    }

    private double slowDouble(String text) {
        try {
            double value = Double.parseDouble(text);
            parsed = true;
            return value;
        } catch (NumberFormatException notANumber) {
            parsed = false;
            return 0;
        }
    }

    private static Double special(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> null;
        };
    }

    /** Few digits with few of them after the point: exact by one division. Anything else is left to Java. */
    private double quickDouble(byte[] data, int start, int end) {
        parsed = false;
        int at = start;
        boolean negative = at < end && data[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int point = -1;
        int count = 0;
        for (; at < end; at++) {
            byte character = data[at];
            if (character == '.' && point < 0) {
                point = at;
            } else if (character >= '0' && character <= '9' && digits < EXACT_DOUBLE / 10) {
                digits = digits * 10 + (character - '0');
                count++;
            } else {
                return 0;
            }
        }
        int fraction = point < 0 ? 0 : end - point - 1;
        if (count == 0 || fraction >= POWERS.length) {
            return 0;
        }
        parsed = true;
        double value = digits / POWERS[fraction];
        return negative ? -value : value;
    }

    /** A decimal number, with an exponent if there is one; null if the text is none. */
    public static BigDecimal parseDecimal(byte[] data, int start, int length) {
        int at = trimmedStart(data, start, start + length);
        int end = trimmedEnd(data, at, start + length);
        char[] characters = new char[end - at];
        for (int i = 0; i < characters.length; i++) {
            if (data[at + i] < 0) {
                return null;
            }
            characters[i] = (char) data[at + i];
        }
        try {
            return new BigDecimal(characters);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Appends a whole number. */
    public static void write(long value, BytesWriter out) {
        if (value == Long.MIN_VALUE) {
            out.append(SMALLEST_LONG);
            return;
        }
        long rest = Math.abs(value);
        int digits = value < 0 ? 1 : 0;
        long probe = rest;
        do {
            digits++;
            probe /= 10;
        } while (probe != 0);
        out.reserve(digits);
        byte[] data = out.data();
        int at = out.length() + digits;
        do {
            data[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            data[--at] = '-';
        }
        out.advance(digits);
    }

    /** Appends a double as {@link Double#toString} shows it. */
    public static void write(double value, BytesWriter out) {
        double magnitude = Math.abs(value);
        if (magnitude >= SMALLEST_SHORT && magnitude < LARGEST_SHORT && writeShort(value < 0, magnitude, out)) {
            return;
        }
        out.appendAscii(Double.toString(value));
    }

    /**
     * A value that is a decimal of at most 15 digits, few of them after the point, is shown as just that: no other
     * decimal as short means the same double.
     */
    private static boolean writeShort(boolean negative, double magnitude, BytesWriter out) {
        for (int digits = 0; digits <= SHORT_FRACTION; digits++) {
            long scaled = Math.round(magnitude * POWERS[digits]);
            if (scaled / POWERS[digits] == magnitude) {
                if (negative) {
                    out.append('-');
                }
                long power = (long) POWERS[digits];
                write(scaled / power, out);
                if (digits == 0) {
                    out.append('.');
                    out.append('0');
                } else {
                    writeFraction(scaled % power, digits, out);
                }
                return true;
            }
        }
        return false;
    }

    private static void writeFraction(long fraction, int digits, BytesWriter out) {
        out.append('.');
        out.reserve(digits);
        long rest = fraction;
        for (int i = digits - 1; i >= 0; i--) {
            out.data()[out.length() + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        out.advance(digits);
    }

    /** Appends a float as {@link Float#toString} shows it. */
    public static void write(float value, BytesWriter out) {
        out.appendAscii(Float.toString(value));
    }

    /** Appends a decimal of 64 bits, never with an exponent. */
    public static void writeDecimal(long unscaled, int scale, BytesWriter out) {
        if (scale == 0) {
            write(unscaled, out);
            return;
        }
        if (unscaled == Long.MIN_VALUE || scale > 18) {
            out.appendAscii(BigDecimal.valueOf(unscaled, scale).toPlainString());
            return;
        }
        if (unscaled < 0) {
            out.append('-');
        }
        long magnitude = Math.abs(unscaled);
        long power = 1;
        for (int i = 0; i < scale; i++) {
            power *= 10;
        }
        write(magnitude / power, out);
        writeFraction(magnitude % power, scale, out);
    }
}

package io.millrace.engine.builtin;

import java.util.Locale;

/** Whole numbers of 64 bits written in bases from 2 to 36. */
final class Numerals {
    private Numerals() {}

    /**
     * A number written in another base; null for an empty text or an unknown base.
     *
     * <p>Digits are read up to the first that the base does not have. A negative target base means a signed number; else
     * a negative one wraps around.
     *
     * @param overflow called for a number that has more than 64 bits; it may return, and the number is the largest then
     */
    static String convert(String written, int from, int to, Runnable overflow) {
        String text = written.strip();
        int base = Math.abs(to);
        if (text.isEmpty()
                || from < Character.MIN_RADIX
                || from > Character.MAX_RADIX
                || base < Character.MIN_RADIX
                || base > Character.MAX_RADIX) {
            return null;
        }
        boolean negative = text.charAt(0) == '-';
        long value = read(text, negative ? 1 : 0, from, overflow);
        if (negative && to > 0) {
            value = value < 0 ? -1 : -value;
        }
        if (to < 0 && value < 0) {
            value = -value;
            negative = true;
        }
        String digits = Long.toUnsignedString(value, base).toUpperCase(Locale.ROOT);
        return negative && to < 0 ? "-" + digits : digits;
    }

    private static long read(String text, int start, int base, Runnable overflow) {
        long value = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), base) : -1;
            if (digit < 0) {
                break;
            }
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, base)) > 0) {
                overflow.run();
                return -1;
            }
            value = value * base + digit;
        }
        return value;
    }
}

package io.millrace.engine.format.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The inner loops of the fast way: strings eight bytes at a time, and values that nobody reads.
 *
 * <p>All of them may look at up to eight bytes from {@code limit} on, which must exist; they never answer with a
 * position beyond it.
 */
final class JsonScan {
    /** The form is not the usual one. */
    static final int UNUSUAL = -1;
    /** How many readable bytes must follow the last byte of a record. */
    static final int PADDING = 8;

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_DEPTH = 200;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    private JsonScan() {}

    /**
     * Finds the quote that ends a string.
     *
     * @param at the first byte after the opening quote
     * @return the position of the quote times two, plus one if there is anything but ASCII; or {@link #UNUSUAL} at an
     *     escape, a control character or the limit
     */
    static long stringEnd(byte[] bytes, int at, int limit) {
        int position = at;
        long seen = 0;
        while (position < limit) {
            long word = (long) LONG.get(bytes, position);
            long quote = word ^ QUOTES;
            long escape = word ^ BACKSLASHES;
            long found =
                    (((quote - ONES) & ~quote) | ((escape - ONES) & ~escape) | ((word - BLANKS) & ~word)) & HIGH_BITS;
            if (found != 0) {
                int bits = Long.numberOfTrailingZeros(found) & ~7;
                int end = position + (bits >>> 3);
                if (end >= limit || bytes[end] != '"') {
                    return UNUSUAL;
                }
                seen |= word & ((1L << bits) - 1);
                return ((long) end << 1) | ((seen & HIGH_BITS) != 0 ? 1 : 0);
            }
            seen |= word;
            position += 8;
        }
        return UNUSUAL;
    }

    /** Skips blanks that do not end a line. */
    static int skipBlanks(byte[] bytes, int at, int limit) {
        int position = at;
        while (position < limit && (bytes[position] == ' ' || bytes[position] == '\t')) {
            position++;
        }
        return position;
    }

    /** Skips one value of plain JSON; returns where the text goes on, or {@link #UNUSUAL}. */
    static int skipValue(byte[] bytes, int at, int limit) {
        return skipValue(bytes, at, limit, 0);
    }

    private static int skipValue(byte[] bytes, int at, int limit, int depth) {
        if (at >= limit) {
            return UNUSUAL;
        }
        return switch (bytes[at]) {
            case '"' -> skipString(bytes, at, limit);
            case '{' -> skipObject(bytes, at + 1, limit, depth + 1);
            case '[' -> skipArray(bytes, at + 1, limit, depth + 1);
            case 't' -> word(bytes, at, limit, "true");
            case 'f' -> word(bytes, at, limit, "false");
            case 'n' -> word(bytes, at, limit, "null");
            default -> skipNumber(bytes, at, limit);
        };
    }

    private static int skipString(byte[] bytes, int at, int limit) {
        long end = stringEnd(bytes, at + 1, limit);
        return end < 0 ? UNUSUAL : (int) (end >>> 1) + 1;
    }

    /** The position after a word that must stand here. */
    static int word(byte[] bytes, int at, int limit, String word) {
        if (at + word.length() > limit) {
            return UNUSUAL;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return UNUSUAL;
            }
        }
        return at + word.length();
    }

    private static int skipObject(byte[] bytes, int start, int limit, int depth) {
        int at = skipBlanks(bytes, start, limit);
        if (depth > MAX_DEPTH || at >= limit) {
            return UNUSUAL;
        }
        if (bytes[at] == '}') {
            return at + 1;
        }
        while (true) {
            if (at >= limit || bytes[at] != '"') {
                return UNUSUAL;
            }
            at = skipString(bytes, at, limit);
            if (at < 0) {
                return UNUSUAL;
            }
            at = skipBlanks(bytes, at, limit);
            if (at >= limit || bytes[at] != ':') {
                return UNUSUAL;
            }
            at = skipValue(bytes, skipBlanks(bytes, at + 1, limit), limit, depth);
            if (at < 0) {
                return UNUSUAL;
            }
            at = skipBlanks(bytes, at, limit);
            if (at >= limit) {
                return UNUSUAL;
            }
            if (bytes[at] == '}') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return UNUSUAL;
            }
            at = skipBlanks(bytes, at + 1, limit);
        }
    }

    private static int skipArray(byte[] bytes, int start, int limit, int depth) {
        int at = skipBlanks(bytes, start, limit);
        if (depth > MAX_DEPTH || at >= limit) {
            return UNUSUAL;
        }
        if (bytes[at] == ']') {
            return at + 1;
        }
        while (true) {
            at = skipValue(bytes, at, limit, depth);
            if (at < 0) {
                return UNUSUAL;
            }
            at = skipBlanks(bytes, at, limit);
            if (at >= limit) {
                return UNUSUAL;
            }
            if (bytes[at] == ']') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return UNUSUAL;
            }
            at = skipBlanks(bytes, at + 1, limit);
        }
    }

    /** Skips a number; whether something fit follows it is the caller's to see. */
    static int skipNumber(byte[] bytes, int start, int limit) {
        int at = bytes[start] == '-' ? start + 1 : start;
        int digits = at;
        at = skipDigits(bytes, at, limit);
        if (at == digits || (bytes[digits] == '0' && at > digits + 1)) {
            return UNUSUAL;
        }
        if (at < limit && bytes[at] == '.') {
            digits = at + 1;
            at = skipDigits(bytes, digits, limit);
            if (at == digits) {
                return UNUSUAL;
            }
        }
        if (at < limit && (bytes[at] | 0x20) == 'e') {
            digits = at + 1;
            if (digits < limit && (bytes[digits] == '+' || bytes[digits] == '-')) {
                digits++;
            }
            at = skipDigits(bytes, digits, limit);
            if (at == digits) {
                return UNUSUAL;
            }
        }
        return at;
    }

    private static int skipDigits(byte[] bytes, int start, int limit) {
        int at = start;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}

package io.millrace.engine.builtin;

import io.millrace.engine.expression.text.BytesWriter;
import java.nio.charset.StandardCharsets;

/** Characters, that is code points, in slices of UTF-8. Bytes that are no UTF-8 count as one character each. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes the character has that a byte begins. */
    static int width(byte first) {
        if (first >= 0) {
            return 1;
        }
        int bits = first & 0xFF;
        if (bits < 0xC2) {
            return 1;
        }
        return bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : bits < 0xF5 ? 4 : 1;
    }

    /** The position after the character at {@code at}. */
    static int next(byte[] data, int at, int end) {
        return Math.min(at + width(data[at]), end);
    }

    /** Whether there are only characters of one byte. */
    static boolean isAscii(byte[] data, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (data[i] < 0) {
                return false;
            }
        }
        return true;
    }

    static int count(byte[] data, int start, int length) {
        int end = start + length;
        int count = 0;
        for (int at = start; at < end; at = next(data, at, end)) {
            count++;
        }
        return count;
    }

    /** The position after {@code characters} characters, at most {@code end}. */
    static int skip(byte[] data, int start, int end, int characters) {
        int at = start;
        for (int i = 0; i < characters && at < end; i++) {
            at = next(data, at, end);
        }
        return at;
    }

    /** The code point at a position; a byte that begins none gives U+FFFD. */
    static int codePoint(byte[] data, int at, int end) {
        int first = data[at] & 0xFF;
        int width = width(data[at]);
        if (width == 1) {
            return first < 0x80 ? first : 0xFFFD;
        }
        if (at + width > end) {
            return 0xFFFD;
        }
        int codePoint = width == 2 ? first & 0x1F : width == 3 ? first & 0x0F : first & 0x07;
        for (int i = 1; i < width; i++) {
            codePoint = codePoint << 6 | data[at + i] & 0x3F;
        }
        return codePoint;
    }

    /** The first position of {@code part} in {@code data[start, end)}, or -1. */
    static int find(byte[] data, int start, int end, byte[] part, int partStart, int partLength) {
        if (partLength == 0) {
            return start;
        }
        byte first = part[partStart];
        for (int at = start; at <= end - partLength; at++) {
            if (data[at] == first && same(data, at, part, partStart, partLength)) {
                return at;
            }
        }
        return -1;
    }

    /** The last position of {@code part} that begins at {@code from} or before, not before {@code start}, or -1. */
    static int findLast(byte[] data, int start, int from, byte[] part, int partStart, int partLength) {
        for (int at = from; at >= start; at--) {
            if (same(data, at, part, partStart, partLength)) {
                return at;
            }
        }
        return -1;
    }

    static boolean same(byte[] left, int leftStart, byte[] right, int rightStart, int length) {
        for (int i = 0; i < length; i++) {
            if (left[leftStart + i] != right[rightStart + i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether bytes are UTF-8 throughout: shortest forms only, no surrogates, nothing beyond U+10FFFF. */
    static boolean isValid(byte[] data, int start, int length) {
        int end = start + length;
        int at = start;
        while (at < end && wellFormed(data, at, end) == width(data[at])) {
            at += width(data[at]);
        }
        return at == end;
    }

    /** Writes text with a replacement character for each longest beginning of a character that goes wrong. */
    static void repair(byte[] data, int start, int length, BytesWriter out) {
        int end = start + length;
        int at = start;
        while (at < end) {
            int good = wellFormed(data, at, end);
            if (good == width(data[at])) {
                out.append(data, at, good);
            } else {
                out.appendCodePoint(0xFFFD);
            }
            at += Math.max(1, good);
        }
    }

    /** How many bytes of the character at a position are as they should be; 0 if no character begins there. */
    private static int wellFormed(byte[] data, int at, int end) {
        int first = data[at] & 0xFF;
        int width = width(data[at]);
        if (width == 1) {
            return first < 0x80 ? 1 : 0;
        }
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        for (int i = 1; i < width; i++) {
            int next = at + i < end ? data[at + i] & 0xFF : 0;
            if (next < (i == 1 ? lowest : 0x80) || next > (i == 1 ? highest : 0xBF)) {
                return i;
            }
        }
        return width;
    }

    static String string(byte[] data, int start, int length) {
        return new String(data, start, length, StandardCharsets.UTF_8);
    }
}

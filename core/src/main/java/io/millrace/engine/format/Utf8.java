package io.millrace.engine.format;

/** Looks at UTF-8 without decoding it. */
public final class Utf8 {
    private Utf8() {}

    /** Whether a stretch of bytes is well-formed UTF-8. */
    public static boolean isValid(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int lead = bytes[at] & 0xFF;
            int length = lead < 0x80 ? 1 : sequenceLength(bytes, at, end, lead);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The length of the well-formed sequence that starts here, or 0. */
    private static int sequenceLength(byte[] bytes, int at, int end, int lead) {
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean outside = (lead == 0xE0 && second < 0xA0)
                || (lead == 0xED && second > 0x9F)
                || (lead == 0xF0 && second < 0x90)
                || (lead == 0xF4 && second > 0x8F);
        return outside ? 0 : length;
    }
}

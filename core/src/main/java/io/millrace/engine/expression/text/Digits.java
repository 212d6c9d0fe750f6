package io.millrace.engine.expression.text;

/** Writes numbers of dates and times. */
final class Digits {
    private Digits() {}

    /** At least two digits. */
    static void two(int value, BytesWriter out) {
        if (value < 10) {
            out.append('0');
        }
        NumberText.write(value, out);
    }

    /** A point and digits without zeros at their end; nothing for 0. */
    static void fraction(int value, int digits, BytesWriter out) {
        if (value == 0) {
            return;
        }
        int shown = digits;
        int rest = value;
        while (rest % 10 == 0) {
            rest /= 10;
            shown--;
        }
        out.append('.');
        out.reserve(shown);
        byte[] data = out.data();
        int at = out.length() + shown;
        for (int i = 0; i < shown; i++) {
            data[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        out.advance(shown);
    }
}

package io.millrace.engine.builtin;

import java.util.Arrays;

/**
 * A LIKE pattern, ready to match bytes: literal bytes, {@code _} for one character, {@code %} for any number. Matching
 * goes back only to the last {@code %}, so it takes at most text times pattern steps.
 */
final class LikePattern {
    private static final short ONE = -1;
    private static final short MANY = -2;

    /** What is wrong with a pattern. */
    enum Fault {
        ESCAPE_AT_END,
        ESCAPE_IN_THE_MIDDLE
    }

    /** A pattern with an escape that escapes nothing. */
    static final class InvalidPattern extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Fault fault;
        private final String character;

        InvalidPattern(Fault fault, String character) {
            super(fault.name(), null, false, false);
            this.fault = fault;
            this.character = character;
        }

        Fault fault() {
            return fault;
        }

        /** The character that needs no escape. */
        String character() {
            return character;
        }
    }

    private final short[] steps;

    private LikePattern(short[] steps) {
        this.steps = steps;
    }

    /** @param escape the character that takes away the meaning of the next one */
    static LikePattern compile(byte[] data, int start, int length, int escape) throws InvalidPattern {
        short[] steps = new short[length];
        int count = 0;
        int end = start + length;
        for (int at = start; at < end; ) {
            int codePoint = Utf8.codePoint(data, at, end);
            int next = Utf8.next(data, at, end);
            if (codePoint == escape) {
                if (next == end) {
                    throw new InvalidPattern(Fault.ESCAPE_AT_END, "");
                }
                int escaped = Utf8.codePoint(data, next, end);
                if (escaped != '_' && escaped != '%' && escaped != escape) {
                    throw new InvalidPattern(Fault.ESCAPE_IN_THE_MIDDLE, Character.toString(escaped));
                }
                at = next;
                next = Utf8.next(data, at, end);
            } else if (codePoint == '_' || codePoint == '%') {
                steps[count++] = codePoint == '_' ? ONE : MANY;
                at = next;
                continue;
            }
            for (; at < next; at++) {
                steps[count++] = (short) (data[at] & 0xFF);
            }
        }
        return new LikePattern(Arrays.copyOf(steps, count));
    }

    boolean matches(byte[] data, int start, int length) {
        int end = start + length;
        int at = start;
        int step = 0;
        int retryStep = -1;
        int retryAt = -1;
        while (at < end) {
            int wanted = step < steps.length ? steps[step] : Short.MIN_VALUE;
            if (wanted == MANY) {
                retryStep = ++step;
                retryAt = at;
            } else if (wanted == ONE) {
                at = Utf8.next(data, at, end);
                step++;
            } else if (wanted == (data[at] & 0xFF)) {
                at++;
                step++;
            } else if (retryStep >= 0) {
                retryAt = Utf8.next(data, retryAt, end);
                at = retryAt;
                step = retryStep;
            } else {
                return false;
            }
        }
        while (step < steps.length && steps[step] == MANY) {
            step++;
        }
        return step == steps.length;
    }
}

package io.millrace.engine.state;

import java.util.Arrays;

/** Ints in the order in which they were added. */
final class IntCollector {
    private int[] values = new int[64];
    private int count;

    void reset() {
        count = 0;
    }

    void add(int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    int[] values() {
        return values;
    }
}

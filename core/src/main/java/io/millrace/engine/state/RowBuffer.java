package io.millrace.engine.state;

import java.util.Arrays;

/** Rows as slices of one array, by the position they had in their batch. Reused from batch to batch. */
final class RowBuffer {
    private byte[] data = new byte[0];
    private int[] starts = new int[0];
    private int[] lengths = new int[0];

    byte[] data() {
        return data;
    }

    int[] starts() {
        return starts;
    }

    int[] lengths() {
        return lengths;
    }

    /** Makes room for positions below {@code end}; their slices are undefined. */
    void ensurePositions(int end) {
        if (starts.length < end) {
            int length = Math.max(end, starts.length * 2);
            starts = new int[length];
            lengths = new int[length];
        }
    }

    /** Makes room for {@code bytes}; their content is undefined. */
    void ensureBytes(int bytes) {
        if (data.length < bytes) {
            data = new byte[Math.max(bytes, Math.min(data.length * 2, 1 << 28))];
        }
    }

    void zero(int start, int length) {
        Arrays.fill(data, start, start + length, (byte) 0);
    }

    long retainedBytes() {
        return data.length + 8L * starts.length;
    }
}

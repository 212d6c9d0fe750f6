package io.millrace.engine.connector.socket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Cuts a stream of bytes into lines, which end with a line feed, a carriage return, or both. Bytes are read into an array
 * that is handed on with the lines in it; only the line that is not complete yet moves to the next array.
 */
final class LineSplitter {
    private static final int BLOCK = 64 << 10;

    private final InputStream in;
    private byte[] data = new byte[BLOCK];
    private int length;
    private int lineStart;
    private int scanned;
    private boolean afterReturn;
    private boolean ended;
    private int[] starts = new int[256];
    private int[] lengths = new int[256];
    private int count;

    LineSplitter(InputStream in) {
        this.in = in;
    }

    /** Whether the stream has come to its end and all its lines have been given. */
    boolean ended() {
        return ended;
    }

    /**
     * Reads once, waiting if there is nothing.
     *
     * @return the lines that are complete now, if any; at the end of the stream what stands there is one, too
     */
    Optional<Lines> read(LongSupplier clockMicros) throws IOException {
        if (length == data.length) {
            data = Arrays.copyOf(data, Math.multiplyExact(data.length, 2));
        }
        int read = in.read(data, length, data.length - length);
        if (read < 0) {
            ended = true;
            if (length > lineStart) {
                add(length);
            }
        } else {
            length += read;
            scan();
        }
        return count == 0 ? Optional.empty() : Optional.of(take(clockMicros.getAsLong()));
    }

    private void scan() {
        for (; scanned < length; scanned++) {
            byte next = data[scanned];
            if (afterReturn && next == '\n') {
                lineStart = scanned + 1;
            } else if (next == '\n' || next == '\r') {
                add(scanned);
                lineStart = scanned + 1;
            }
            afterReturn = next == '\r';
        }
    }

    private void add(int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        starts[count] = lineStart;
        lengths[count++] = end - lineStart;
    }

    private Lines take(long arrivalMicros) {
        int rest = length - lineStart;
        byte[] next = new byte[Math.max(BLOCK, rest)];
        System.arraycopy(data, lineStart, next, 0, rest);
        byte[] given = length < data.length / 2 ? Arrays.copyOf(data, length) : data;
        Lines lines = Lines.of(given, starts, lengths, count, arrivalMicros);
        data = next;
        length = rest;
        scanned = rest;
        lineStart = 0;
        count = 0;
        return lines;
    }
}

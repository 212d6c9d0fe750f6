package io.millrace.engine.connector.socket;

import io.millrace.engine.format.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Some lines that arrived together, as stretches of one array; never changed.
 *
 * @param data well-formed UTF-8
 * @param arrivalMicros when the last of them was complete
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Lines(byte[] data, int[] starts, int[] lengths, long arrivalMicros) {
    /**
     * @param count how many stretches there are in the arrays, which may be longer and are copied
     * @param data may be malformed; what is, is replaced as decoding replaces it
     */
    static Lines of(byte[] data, int[] starts, int[] lengths, int count, long arrivalMicros) {
        int[] firsts = Arrays.copyOf(starts, count);
        int[] sizes = Arrays.copyOf(lengths, count);
        for (int i = 0; i < count; i++) {
            if (!Utf8.isValid(data, firsts[i], firsts[i] + sizes[i])) {
                return mended(data, firsts, sizes, arrivalMicros);
            }
        }
        return new Lines(data, firsts, sizes, arrivalMicros);
    }

    private static Lines mended(byte[] data, int[] starts, int[] lengths, long arrivalMicros) {
        ByteArrayOutputStream mended = new ByteArrayOutputStream();
        for (int i = 0; i < starts.length; i++) {
            byte[] line =
                    new String(data, starts[i], lengths[i], StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            starts[i] = mended.size();
            lengths[i] = line.length;
            mended.writeBytes(line);
        }
        return new Lines(mended.toByteArray(), starts, lengths, arrivalMicros);
    }

    int count() {
        return starts.length;
    }

    /** What keeping them costs. */
    long bytes() {
        return data.length + 8L * starts.length;
    }
}

package io.millrace.engine.builtin.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A summary of many values that gives approximate quantiles: the algorithm of Greenwald and Khanna, with a buffer in front
 * that is sorted when it is full.
 *
 * <p>A sample stands for the values between its predecessor and itself: {@code gap} is the least number of them,
 * {@code slack} how many more there may be. The rank of a quantile is off by at most {@code error} times the count.
 */
final class QuantileSummary {
    private static final int BUFFER_SIZE = 50_000;
    private static final int COMPRESS_AT = 10_000;

    private final double error;
    private double[] values = new double[0];
    private long[] gaps = new long[0];
    private long[] slacks = new long[0];
    private int samples;
    private long count;
    private double[] buffer = new double[16];
    private int buffered;

    QuantileSummary(double error) {
        this.error = error;
    }

    void add(double value) {
        if (buffered == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(BUFFER_SIZE, buffered * 2));
        }
        buffer[buffered++] = value;
        if (buffered >= BUFFER_SIZE) {
            absorb();
            if (samples >= COMPRESS_AT) {
                compress();
            }
        }
    }

    /** Takes the buffer in among the samples. */
    private void absorb() {
        if (buffered == 0) {
            return;
        }
        Arrays.sort(buffer, 0, buffered);
        double[] newValues = new double[samples + buffered];
        long[] newGaps = new long[newValues.length];
        long[] newSlacks = new long[newValues.length];
        int old = 0;
        int size = 0;
        for (int next = 0; next < buffered; next++) {
            while (old < samples && values[old] <= buffer[next]) {
                newValues[size] = values[old];
                newGaps[size] = gaps[old];
                newSlacks[size++] = slacks[old++];
            }
            count++;
            boolean end = size == 0 || old == samples && next == buffered - 1;
            newValues[size] = buffer[next];
            newGaps[size] = 1;
            newSlacks[size++] = end ? 0 : (long) Math.floor(2 * error * count);
        }
        for (; old < samples; old++) {
            newValues[size] = values[old];
            newGaps[size] = gaps[old];
            newSlacks[size++] = slacks[old];
        }
        set(newValues, newGaps, newSlacks, size);
        buffered = 0;
    }

    private void set(double[] newValues, long[] newGaps, long[] newSlacks, int size) {
        values = newValues;
        gaps = newGaps;
        slacks = newSlacks;
        samples = size;
    }

    private void compress() {
        compress(2 * error * count);
    }

    /** Joins neighbours that together stand for few values, from the end; the first sample stays. */
    private void compress(double threshold) {
        if (samples == 0) {
            return;
        }
        double[] newValues = new double[samples];
        long[] newGaps = new long[samples];
        long[] newSlacks = new long[samples];
        int at = samples;
        double headValue = values[samples - 1];
        long headGap = gaps[samples - 1];
        long headSlack = slacks[samples - 1];
        for (int i = samples - 2; i >= 1; i--) {
            if (gaps[i] + headGap + headSlack < threshold) {
                headGap += gaps[i];
            } else {
                at--;
                newValues[at] = headValue;
                newGaps[at] = headGap;
                newSlacks[at] = headSlack;
                headValue = values[i];
                headGap = gaps[i];
                headSlack = slacks[i];
            }
        }
        at--;
        newValues[at] = headValue;
        newGaps[at] = headGap;
        newSlacks[at] = headSlack;
        if (values[0] <= headValue && samples > 1) {
            at--;
            newValues[at] = values[0];
            newGaps[at] = gaps[0];
            newSlacks[at] = slacks[0];
        }
        set(
                Arrays.copyOfRange(newValues, at, newValues.length),
                Arrays.copyOfRange(newGaps, at, newValues.length),
                Arrays.copyOfRange(newSlacks, at, newValues.length),
                newValues.length - at);
    }

    /** Sorts and compresses what was added: before a summary is asked, merged or written. */
    private void settle() {
        if (buffered > 0) {
            absorb();
            compress();
        }
    }

    void merge(QuantileSummary other) {
        settle();
        other.settle();
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            set(other.values, other.gaps, other.slacks, other.samples);
            count = other.count;
            return;
        }
        double[] newValues = new double[samples + other.samples];
        long[] newGaps = new long[newValues.length];
        long[] newSlacks = new long[newValues.length];
        long ownMore = (long) Math.floor(2 * other.error * other.count);
        long otherMore = (long) Math.floor(2 * error * count);
        int own = 0;
        int theirs = 0;
        int size = 0;
        while (own < samples || theirs < other.samples) {
            boolean takeOwn = theirs == other.samples || own < samples && values[own] < other.values[theirs];
            boolean between = takeOwn ? theirs > 0 && theirs < other.samples : own > 0 && own < samples;
            newValues[size] = takeOwn ? values[own] : other.values[theirs];
            newGaps[size] = takeOwn ? gaps[own] : other.gaps[theirs];
            newSlacks[size++] =
                    (takeOwn ? slacks[own] : other.slacks[theirs]) + (between ? takeOwn ? ownMore : otherMore : 0);
            own += takeOwn ? 1 : 0;
            theirs += takeOwn ? 0 : 1;
        }
        set(newValues, newGaps, newSlacks, size);
        count += other.count;
        compress();
    }

    boolean isEmpty() {
        return count == 0 && buffered == 0;
    }

    /** The value at about a share of all, from 0 to 1; not for an empty summary. */
    double quantile(double share) {
        settle();
        if (share <= error) {
            return values[0];
        }
        if (share >= 1 - error) {
            return values[samples - 1];
        }
        long widest = Long.MIN_VALUE;
        for (int i = 0; i < samples; i++) {
            widest = Math.max(widest, gaps[i] + slacks[i]);
        }
        long tolerance = widest / 2;
        long rank = (long) Math.ceil(share * count);
        long least = 0;
        for (int i = 0; i < samples - 1; i++) {
            least += gaps[i];
            if (least + slacks[i] - tolerance <= rank && rank <= least + tolerance) {
                return values[i];
            }
        }
        return values[samples - 1];
    }

    /** The summary as bytes: count, then value, gap and slack of each sample. */
    byte[] toBytes() {
        settle();
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + samples * 3 * Long.BYTES).putLong(count);
        for (int i = 0; i < samples; i++) {
            bytes.putDouble(values[i]).putLong(gaps[i]).putLong(slacks[i]);
        }
        return bytes.array();
    }

    static QuantileSummary of(byte[] data, int start, int length, double error) {
        QuantileSummary summary = new QuantileSummary(error);
        ByteBuffer bytes = ByteBuffer.wrap(data, start, length);
        summary.count = bytes.getLong();
        int samples = bytes.remaining() / (3 * Long.BYTES);
        summary.set(new double[samples], new long[samples], new long[samples], samples);
        for (int i = 0; i < samples; i++) {
            summary.values[i] = bytes.getDouble();
            summary.gaps[i] = bytes.getLong();
            summary.slacks[i] = bytes.getLong();
        }
        return summary;
    }

    long retainedBytes() {
        return 64L + 8L * (buffer.length + values.length + gaps.length + slacks.length);
    }
}

package io.millrace.engine.builtin.aggregate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * A histogram with a bounded number of bins, each a centre and how many values it stands for: the algorithm of Ben-Haim and
 * Tom-Tov, as Hive has it. A new value is a bin of its own; when there are too many, the two closest become one.
 */
final class NumericHistogram {
    /** Where equal distances are decided by lot, each histogram draws the same lots. */
    private static final int SEED = 31_183;

    private final int limit;
    private final Random lots = new Random(SEED);
    private double[] centres = new double[8];
    private double[] weights = new double[8];
    private int bins;

    NumericHistogram(int limit) {
        this.limit = limit;
    }

    int bins() {
        return bins;
    }

    double centre(int bin) {
        return centres[bin];
    }

    double weight(int bin) {
        return weights[bin];
    }

    void add(double value) {
        int found = Arrays.binarySearch(centres, 0, bins, value);
        if (found >= 0) {
            weights[found]++;
            return;
        }
        insert(-found - 1, value, 1);
        trim();
    }

    private void insert(int at, double centre, double weight) {
        if (bins == centres.length) {
            centres = Arrays.copyOf(centres, bins * 2);
            weights = Arrays.copyOf(weights, bins * 2);
        }
        System.arraycopy(centres, at, centres, at + 1, bins - at);
        System.arraycopy(weights, at, weights, at + 1, bins - at);
        centres[at] = centre;
        weights[at] = weight;
        bins++;
    }

    void merge(NumericHistogram other) {
        for (int i = 0; i < other.bins; i++) {
            int found = Arrays.binarySearch(centres, 0, bins, other.centres[i]);
            if (found >= 0) {
                weights[found] += other.weights[i];
            } else {
                insert(-found - 1, other.centres[i], other.weights[i]);
            }
        }
        trim();
    }

    private void trim() {
        while (bins > limit) {
            int closest = closest();
            double weight = weights[closest] + weights[closest + 1];
            centres[closest] = (centres[closest] * weights[closest] + centres[closest + 1] * weights[closest + 1]) / weight;
            weights[closest] = weight;
            bins--;
            System.arraycopy(centres, closest + 2, centres, closest + 1, bins - closest - 1);
            System.arraycopy(weights, closest + 2, weights, closest + 1, bins - closest - 1);
        }
    }

    /** The first of the two bins that are closest; among equal distances by lot. */
    private int closest() {
        double smallest = centres[1] - centres[0];
        int at = 0;
        int equal = 1;
        for (int i = 1; i < bins - 1; i++) {
            double distance = centres[i + 1] - centres[i];
            if (distance < smallest) {
                smallest = distance;
                at = i;
                equal = 1;
            } else if (distance == smallest && lots.nextDouble() <= 1.0 / ++equal) {
                at = i;
            }
        }
        return at;
    }

    /** The bins as bytes: centre, then weight. */
    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(bins * 2 * Double.BYTES);
        for (int i = 0; i < bins; i++) {
            bytes.putDouble(centres[i]).putDouble(weights[i]);
        }
        return bytes.array();
    }

    static NumericHistogram of(byte[] data, int start, int length, int limit) {
        NumericHistogram histogram = new NumericHistogram(limit);
        ByteBuffer bytes = ByteBuffer.wrap(data, start, length);
        while (bytes.hasRemaining()) {
            histogram.insert(histogram.bins, bytes.getDouble(), bytes.getDouble());
        }
        return histogram;
    }

    long retainedBytes() {
        return 64L + 16L * centres.length;
    }
}

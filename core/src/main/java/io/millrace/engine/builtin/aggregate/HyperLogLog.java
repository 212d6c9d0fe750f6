package io.millrace.engine.builtin.aggregate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * HyperLogLog++: how many different hashes were there? The first {@code precision} bits of a hash choose a register,
 * which keeps the longest run of zeros seen in the rest. Small counts come from the number of registers that are still
 * zero, larger ones from the harmonic mean, corrected by a measured bias.
 */
final class HyperLogLog {
    private static final int NEIGHBOURS = 6;
    private static final double[] LINEAR_COUNTING_LIMIT = {
        10, 20, 40, 80, 220, 400, 900, 1800, 3100, 6500, 15500, 20000, 50000, 120000, 350000
    };
    private static final int LEAST_PRECISION = 4;
    private static final int MOST_PRECISION = 18;

    private final int precision;
    private final int registers;
    private final double alphaTimesSquare;

    HyperLogLog(int precision) {
        this.precision = precision;
        this.registers = 1 << precision;
        double alpha = switch (precision) {
            case 4 -> 0.673;
            case 5 -> 0.697;
            case 6 -> 0.709;
            default -> 0.7213 / (1.0 + 1.079 / registers);
        };
        alphaTimesSquare = alpha * registers * registers;
    }

    /** The precision that keeps the relative standard deviation within a bound. */
    static int precisionFor(double relativeStandardDeviation) {
        return (int) Math.ceil(2.0 * Math.log(1.106 / relativeStandardDeviation) / Math.log(2.0));
    }

    static boolean supports(int precision) {
        return precision >= LEAST_PRECISION && precision <= MOST_PRECISION;
    }

    int registers() {
        return registers;
    }

    void add(byte[] counters, long hash) {
        int register = (int) (hash >>> (Long.SIZE - precision));
        byte run = (byte) (Long.numberOfLeadingZeros(hash << precision | 1L << (precision - 1)) + 1);
        if (run > counters[register]) {
            counters[register] = run;
        }
    }

    /** Adds what another set of registers, a slice of an array, has seen. */
    void merge(byte[] counters, byte[] others, int start) {
        for (int i = 0; i < registers; i++) {
            if (others[start + i] > counters[i]) {
                counters[i] = others[start + i];
            }
        }
    }

    long estimate(byte[] counters) {
        double inverse = 0;
        int empty = 0;
        for (byte counter : counters) {
            inverse += 1.0 / (1L << counter);
            empty += counter == 0 ? 1 : 0;
        }
        double raw = alphaTimesSquare / inverse;
        if (empty > 0) {
            double linear = registers * Math.log(registers / (double) empty);
            if (linear <= LINEAR_COUNTING_LIMIT[precision - LEAST_PRECISION] || raw <= 2.5 * registers) {
                return Math.round(linear);
            }
        }
        return Math.round(raw < 5.0 * registers ? raw - bias(raw) : raw);
    }

    /** The mean bias of the measured estimates that are nearest. */
    private double bias(double raw) {
        double[] estimates = Tables.ESTIMATES[precision - LEAST_PRECISION];
        double[] biases = Tables.BIASES[precision - LEAST_PRECISION];
        int found = Arrays.binarySearch(estimates, raw);
        int nearest = found < 0 ? -(found + 1) : found;
        int low = Math.max(nearest - NEIGHBOURS + 1, 0);
        int high = Math.min(low + NEIGHBOURS, estimates.length);
        while (high < estimates.length && Math.abs(raw - estimates[high]) < Math.abs(raw - estimates[low])) {
            low++;
            high++;
        }
        double sum = 0;
        for (int i = low; i < high; i++) {
            sum += biases[i];
        }
        return sum / (high - low);
    }

    /** Read when first needed. */
    private static final class Tables {
        private static final String RESOURCE = "hyperloglog-bias.txt";
        private static final int PRECISIONS = MOST_PRECISION - LEAST_PRECISION + 1;
        private static final double[][] ESTIMATES = new double[PRECISIONS][];
        private static final double[][] BIASES = new double[PRECISIONS][];

        static {
            try (InputStream stream = HyperLogLog.class.getResourceAsStream(RESOURCE);
                    BufferedReader reader =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
                double[][] lines = reader.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> Arrays.stream(line.split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray())
                        .toArray(double[][]::new);
                System.arraycopy(lines, 0, ESTIMATES, 0, PRECISIONS);
                System.arraycopy(lines, PRECISIONS, BIASES, 0, PRECISIONS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

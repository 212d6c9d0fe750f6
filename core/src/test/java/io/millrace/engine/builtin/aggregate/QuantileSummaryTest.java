package io.millrace.engine.builtin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileSummaryTest {
    private static final double[] SHARES = {0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999, 1};

    @Test
    void fewValuesGiveExactQuantiles() {
        QuantileSummary summary = new QuantileSummary(0.0001);
        for (int i = 1000; i >= 1; i--) {
            summary.add(i);
        }
        assertThat(summary.quantile(0.5)).isEqualTo(500);
        assertThat(summary.quantile(0)).isEqualTo(1);
        assertThat(summary.quantile(1)).isEqualTo(1000);
        assertThat(summary.quantile(0.25)).isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.01, 0.001})
    void manyValuesStayWithinTheError(double error) {
        double[] values = values(200_000);
        QuantileSummary summary = new QuantileSummary(error);
        for (double value : values) {
            summary.add(value);
        }
        check(summary, values, error);
    }

    @Test
    void mergedAndWrittenSummariesStayWithinTheError() {
        double error = 0.01;
        double[] values = values(150_000);
        QuantileSummary merged = new QuantileSummary(error);
        for (int part = 0; part < 5; part++) {
            QuantileSummary summary = new QuantileSummary(error);
            for (int i = part; i < values.length; i += 5) {
                summary.add(values[i]);
            }
            byte[] bytes = summary.toBytes();
            merged.merge(QuantileSummary.of(bytes, 0, bytes.length, error));
        }
        check(merged, values, 2 * error);
    }

    @Test
    void anEmptySummaryChangesNothing() {
        QuantileSummary summary = new QuantileSummary(0.1);
        summary.merge(new QuantileSummary(0.1));
        assertThat(summary.isEmpty()).isTrue();
        summary.add(7);
        summary.merge(new QuantileSummary(0.1));
        assertThat(summary.quantile(0.5)).isEqualTo(7);
    }

    private static double[] values(int count) {
        Random random = new Random(42);
        return random.doubles(count).map(x -> Math.floor(x * 100_000)).toArray();
    }

    /** A quantile's place among all values is off by at most the error. */
    private static void check(QuantileSummary summary, double[] values, double error) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double share : SHARES) {
            double found = summary.quantile(share);
            double below = Arrays.stream(sorted).filter(x -> x < found).count();
            double upTo = Arrays.stream(sorted).filter(x -> x <= found).count();
            double wanted = share * sorted.length;
            double slack = error * sorted.length + 1;
            assertThat(below - slack <= wanted && wanted <= upTo + slack)
                    .as(share + " gave " + found + ", with " + below + " below")
                    .isTrue();
        }
    }
}

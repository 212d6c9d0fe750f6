package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** Percentiles from a {@link QuantileSummary} for each group; values are doubles inside, whatever their type. */
final class ApproximatePercentileAccumulator extends SketchAccumulator<QuantileSummary> {
    private final double[] shares;
    private final double error;
    private final NumericArgument numbers = new NumericArgument();

    ApproximatePercentileAccumulator(double[] shares, double error) {
        super(QuantileSummary[]::new);
        this.shares = shares.clone();
        this.error = error;
    }

    @Override
    QuantileSummary empty() {
        return new QuantileSummary(error);
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        numbers.forEachDouble(
                arguments.getFirst(), rows, (row, value) -> sketch(groups[row]).add(value));
    }

    @Override
    void merge(QuantileSummary summary, byte[] data, int start, int length) {
        summary.merge(QuantileSummary.of(data, start, length, error));
    }

    @Override
    byte[] bytes(QuantileSummary summary) {
        return summary.toBytes();
    }

    @Override
    long retainedBytes(QuantileSummary summary) {
        return summary.retainedBytes();
    }

    @Override
    void finish(QuantileSummary summary, ValueVector results, int at) {
        if (summary == null || summary.isEmpty() || shares.length == 0) {
            results.setNull(at);
        } else if (results instanceof ListVector lists) {
            int first = lists.allocate(at, shares.length);
            for (int s = 0; s < shares.length; s++) {
                NumericResult.set(lists.elements(), first + s, summary.quantile(shares[s]));
            }
        } else {
            NumericResult.set(results, at, summary.quantile(shares[0]));
        }
    }
}

package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** {@code histogram_numeric}: a {@link NumericHistogram} for each group that has a value. */
final class HistogramAccumulator extends SketchAccumulator<NumericHistogram> {
    private final int limit;
    private final NumericArgument numbers = new NumericArgument();

    HistogramAccumulator(int limit) {
        super(NumericHistogram[]::new);
        this.limit = limit;
    }

    @Override
    NumericHistogram empty() {
        return new NumericHistogram(limit);
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        numbers.forEachDouble(
                arguments.getFirst(), rows, (row, value) -> sketch(groups[row]).add(value));
    }

    @Override
    void merge(NumericHistogram histogram, byte[] data, int start, int length) {
        histogram.merge(NumericHistogram.of(data, start, length, limit));
    }

    @Override
    byte[] bytes(NumericHistogram histogram) {
        return histogram.toBytes();
    }

    @Override
    long retainedBytes(NumericHistogram histogram) {
        return histogram.retainedBytes();
    }

    @Override
    void finish(NumericHistogram histogram, ValueVector results, int at) {
        if (histogram == null) {
            results.setNull(at);
            return;
        }
        ListVector lists = (ListVector) results;
        int first = lists.allocate(at, histogram.bins());
        StructVector bins = (StructVector) lists.elements();
        for (int bin = 0; bin < histogram.bins(); bin++) {
            NumericResult.set(bins.child(0), first + bin, histogram.centre(bin));
            ((DoubleVector) bins.child(1)).set(first + bin, histogram.weight(bin));
        }
    }
}

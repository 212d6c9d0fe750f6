package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;

/** {@code histogram_numeric}: a {@link NumericHistogram} for each group that has a value. */
final class HistogramAccumulator implements TypedAccumulator {
    private final int limit;
    private final NumericArgument numbers = new NumericArgument();
    private NumericHistogram[] histograms = new NumericHistogram[16];

    HistogramAccumulator(int limit) {
        this.limit = limit;
    }

    @Override
    public List<DataType> bufferTypes() {
        return List.of(DataTypes.BinaryType);
    }

    @Override
    public void ensureGroups(int count) {
        if (histograms.length < count) {
            histograms = Arrays.copyOf(histograms, Math.max(count, histograms.length * 2));
        }
    }

    private NumericHistogram histogram(int group) {
        if (histograms[group] == null) {
            histograms[group] = new NumericHistogram(limit);
        }
        return histograms[group];
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        double[] values = numbers.doubles(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                histogram(groups[position]).add(values[position]);
            }
        }
    }

    @Override
    public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        ColumnVector buffer = buffers.getFirst();
        BytesVector plain = (BytesVector) Vectors.plain(buffer);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(buffer, position);
            if (!plain.isNull(slot)) {
                histogram(groups[position])
                        .merge(NumericHistogram.of(plain.data(), plain.start(slot), plain.length(slot), limit));
            }
        }
    }

    @Override
    public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        for (int i = 0; i < rows.count(); i++) {
            clear(groups[rows.position(i)]);
        }
        merge(groups, buffers, rows);
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> buffers, int at) {
        for (int i = 0; i < count; i++) {
            NumericHistogram histogram = histograms[groups[i]];
            if (histogram == null) {
                buffers.getFirst().setNull(at + i);
            } else {
                ((BytesVector) buffers.getFirst()).set(at + i, histogram.toBytes());
            }
        }
    }

    @Override
    public void finish(int[] groups, int count, ValueVector results, int at) {
        ListVector lists = (ListVector) results;
        for (int i = 0; i < count; i++) {
            NumericHistogram histogram = histograms[groups[i]];
            if (histogram == null) {
                results.setNull(at + i);
                continue;
            }
            int first = lists.allocate(at + i, histogram.bins());
            StructVector bins = (StructVector) lists.elements();
            for (int bin = 0; bin < histogram.bins(); bin++) {
                NumericResult.set(bins.child(0), first + bin, histogram.centre(bin));
                ((DoubleVector) bins.child(1)).set(first + bin, histogram.weight(bin));
            }
        }
    }

    @Override
    public void clear(int group) {
        histograms[group] = null;
    }

    @Override
    public long retainedBytes() {
        long bytes = 8L * histograms.length;
        for (NumericHistogram histogram : histograms) {
            bytes += histogram == null ? 0 : histogram.retainedBytes();
        }
        return bytes;
    }
}

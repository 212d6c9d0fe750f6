package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.Arrays;
import java.util.List;

/** Percentiles from a {@link QuantileSummary} for each group; values are doubles inside, whatever their type. */
final class ApproximatePercentileAccumulator implements TypedAccumulator {
    private final double[] shares;
    private final double error;
    private final NumericArgument numbers = new NumericArgument();
    private QuantileSummary[] summaries = new QuantileSummary[16];

    ApproximatePercentileAccumulator(double[] shares, double error) {
        this.shares = shares.clone();
        this.error = error;
    }

    @Override
    public List<DataType> bufferTypes() {
        return List.of(DataTypes.BinaryType);
    }

    @Override
    public void ensureGroups(int count) {
        if (summaries.length < count) {
            summaries = Arrays.copyOf(summaries, Math.max(count, summaries.length * 2));
        }
    }

    private QuantileSummary summary(int group) {
        if (summaries[group] == null) {
            summaries[group] = new QuantileSummary(error);
        }
        return summaries[group];
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        double[] values = numbers.doubles(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                summary(groups[position]).add(values[position]);
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
                summary(groups[position])
                        .merge(QuantileSummary.of(plain.data(), plain.start(slot), plain.length(slot), error));
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
        BytesVector buffer = (BytesVector) buffers.getFirst();
        for (int i = 0; i < count; i++) {
            QuantileSummary summary = summaries[groups[i]];
            if (summary == null) {
                buffer.setNull(at + i);
            } else {
                buffer.set(at + i, summary.toBytes());
            }
        }
    }

    @Override
    public void finish(int[] groups, int count, ValueVector results, int at) {
        for (int i = 0; i < count; i++) {
            QuantileSummary summary = summaries[groups[i]];
            if (summary == null || summary.isEmpty()) {
                results.setNull(at + i);
            } else if (results instanceof ListVector lists) {
                int first = lists.allocate(at + i, shares.length);
                for (int s = 0; s < shares.length; s++) {
                    NumericResult.set(lists.elements(), first + s, summary.quantile(shares[s]));
                }
            } else {
                NumericResult.set(results, at + i, summary.quantile(shares[0]));
            }
        }
    }

    @Override
    public void clear(int group) {
        summaries[group] = null;
    }

    @Override
    public long retainedBytes() {
        long bytes = 8L * summaries.length;
        for (QuantileSummary summary : summaries) {
            bytes += summary == null ? 0 : summary.retainedBytes();
        }
        return bytes;
    }
}

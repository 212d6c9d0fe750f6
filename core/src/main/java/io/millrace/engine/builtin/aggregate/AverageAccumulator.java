package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataTypes;
import java.util.List;

/** Averages numbers as doubles. */
final class AverageAccumulator extends ColumnAccumulator {
    private final DoubleColumn sums;
    private final LongColumn counts;
    private final NumericArgument numbers = new NumericArgument();

    AverageAccumulator() {
        this(new DoubleColumn(false), new LongColumn(DataTypes.LongType, false));
    }

    private AverageAccumulator(DoubleColumn sums, LongColumn counts) {
        super(sums, counts);
        this.sums = sums;
        this.counts = counts;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        double[] values = numbers.doubles(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                int group = groups[position];
                sums.values.add(group, values[position]);
                counts.values.add(group, 1);
            }
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        sums.values.add(group, ((DoubleVector) buffers[0]).get(slots[0]));
        counts.values.add(group, ((LongVector) buffers[1]).get(slots[1]));
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        long count = counts.get(group);
        if (count == 0) {
            results.setNull(position);
        } else {
            ((DoubleVector) results).set(position, sums.get(group) / count);
        }
    }
}

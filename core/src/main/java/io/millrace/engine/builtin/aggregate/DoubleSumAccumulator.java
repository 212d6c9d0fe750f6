package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** Sums doubles in the order of the rows. */
final class DoubleSumAccumulator extends ColumnAccumulator {
    private final DoubleColumn sums;
    private final NumericArgument numbers = new NumericArgument();

    DoubleSumAccumulator() {
        this(new DoubleColumn(true));
    }

    private DoubleSumAccumulator(DoubleColumn sums) {
        super(sums);
        this.sums = sums;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        double[] values = numbers.doubles(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                sums.add(groups[position], values[position]);
            }
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (!buffers[0].isNull(slots[0])) {
            sums.add(group, ((DoubleVector) buffers[0]).get(slots[0]));
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        if (sums.isNull(group)) {
            results.setNull(position);
        } else {
            ((DoubleVector) results).set(position, sums.get(group));
        }
    }
}

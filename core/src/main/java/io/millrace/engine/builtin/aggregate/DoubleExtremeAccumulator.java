package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** The least or greatest double; NaN is the greatest. */
final class DoubleExtremeAccumulator extends ColumnAccumulator {
    private final DoubleColumn best;
    private final Extreme extreme;
    private final NumericArgument numbers = new NumericArgument();

    DoubleExtremeAccumulator(Extreme extreme) {
        this(new DoubleColumn(true), extreme);
    }

    private DoubleExtremeAccumulator(DoubleColumn best, Extreme extreme) {
        super(best);
        this.best = best;
        this.extreme = extreme;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        double[] values = numbers.doubles(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                offer(groups[position], values[position]);
            }
        }
    }

    private void offer(int group, double value) {
        if (best.isNull(group) || extreme.better(ValueOrder.compare(value, best.get(group)))) {
            best.set(group, value);
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (!buffers[0].isNull(slots[0])) {
            offer(group, ((DoubleVector) buffers[0]).get(slots[0]));
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        best.export(group, results, position);
    }
}

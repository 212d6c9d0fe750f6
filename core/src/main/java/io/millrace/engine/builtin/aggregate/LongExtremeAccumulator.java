package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;

/** The least or greatest value of a type whose values are integers: numbers, dates, timestamps, intervals. */
final class LongExtremeAccumulator extends ColumnAccumulator {
    private final LongColumn best;
    private final boolean wantMaximum;
    private final NumericArgument numbers = new NumericArgument();

    LongExtremeAccumulator(DataType type, Extreme extreme) {
        this(new LongColumn(type, true), extreme);
    }

    private LongExtremeAccumulator(LongColumn best, Extreme extreme) {
        super(best);
        this.best = best;
        this.wantMaximum = extreme == Extreme.MAX;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        long[] values = numbers.longs(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                offer(groups[position], values[position]);
            }
        }
    }

    private void offer(int group, long value) {
        long current = best.get(group);
        if ((wantMaximum ? value > current : value < current) || best.isNull(group)) {
            best.set(group, value);
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (!buffers[0].isNull(slots[0])) {
            offer(group, LongColumn.read(buffers[0], slots[0]));
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        best.export(group, results, position);
    }
}

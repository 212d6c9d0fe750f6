package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;

/** Gives one of two arguments to another accumulator, for the rows in which neither is null. */
final class PairAccumulator implements TypedAccumulator {
    private final TypedAccumulator inner;
    private final int chosen;
    private int[] present = new int[0];

    PairAccumulator(TypedAccumulator inner, int chosen) {
        this.inner = inner;
        this.chosen = chosen;
    }

    @Override
    public List<DataType> bufferTypes() {
        return inner.bufferTypes();
    }

    @Override
    public void ensureGroups(int count) {
        inner.ensureGroups(count);
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        if (present.length < rows.count()) {
            present = new int[rows.count()];
        }
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (!arguments.get(0).isNull(position) && !arguments.get(1).isNull(position)) {
                present[count++] = position;
            }
        }
        inner.update(groups, List.of(arguments.get(chosen)), new Selection(present, count));
    }

    @Override
    public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        inner.merge(groups, buffers, rows);
    }

    @Override
    public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        inner.load(groups, buffers, rows);
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> buffers, int at) {
        inner.export(groups, count, buffers, at);
    }

    @Override
    public void finish(int[] groups, int count, ValueVector results, int at) {
        inner.finish(groups, count, results, at);
    }

    @Override
    public void clear(int group) {
        inner.clear(group);
    }

    @Override
    public long retainedBytes() {
        return inner.retainedBytes() + 4L * present.length;
    }
}

package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.util.List;

/** The first or the last value in the order of the rows, of all values or of those that are not null. */
final class FirstAccumulator extends ColumnAccumulator {
    private final ValueColumn values;
    private final FlagColumn found;
    private final boolean last;
    private final boolean ignoreNulls;

    FirstAccumulator(DataType type, boolean last, boolean ignoreNulls) {
        this(new ValueColumn(type), new FlagColumn(), last, ignoreNulls);
    }

    private FirstAccumulator(ValueColumn values, FlagColumn found, boolean last, boolean ignoreNulls) {
        super(values, found);
        this.values = values;
        this.found = found;
        this.last = last;
        this.ignoreNulls = ignoreNulls;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        ColumnVector argument = arguments.getFirst();
        ValueVector plain = Vectors.plain(argument);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            offer(groups[position], plain, Vectors.plainPosition(argument, position));
        }
    }

    private void offer(int group, ValueVector value, int slot) {
        if ((last || !found.flags.get(group)) && !(ignoreNulls && value.isNull(slot))) {
            values.load(group, value, slot);
            found.flags.set(group);
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (((BooleanVector) buffers[1]).get(slots[1])) {
            offer(group, buffers[0], slots[0]);
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        values.export(group, results, position);
    }
}

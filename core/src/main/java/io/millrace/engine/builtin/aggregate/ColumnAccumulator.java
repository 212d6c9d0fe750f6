package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.util.List;

/** An accumulator whose groups live in columns; what is left to do is to add, to merge and to finish. */
abstract class ColumnAccumulator implements TypedAccumulator {
    private final List<GroupColumn> columns;

    ColumnAccumulator(GroupColumn... columns) {
        this.columns = List.of(columns);
    }

    @Override
    public final List<DataType> bufferTypes() {
        return columns.stream().map(GroupColumn::type).toList();
    }

    /** Adds one row's unfinished aggregate to a group. */
    abstract void mergeOne(int group, ValueVector[] buffers, int[] slots);

    /** Writes the result of one group. */
    abstract void finishOne(int group, ValueVector results, int position);

    @Override
    public final void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        ValueVector[] plain = new ValueVector[columns.size()];
        int[] slots = new int[plain.length];
        for (int c = 0; c < plain.length; c++) {
            plain[c] = Vectors.plain(buffers.get(c));
        }
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            for (int c = 0; c < plain.length; c++) {
                slots[c] = Vectors.plainPosition(buffers.get(c), position);
            }
            mergeOne(groups[position], plain, slots);
        }
    }

    @Override
    public void ensureGroups(int count) {
        for (GroupColumn column : columns) {
            column.ensure(count);
        }
    }

    @Override
    public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        for (int c = 0; c < columns.size(); c++) {
            GroupColumn column = columns.get(c);
            ColumnVector buffer = buffers.get(c);
            ValueVector plain = Vectors.plain(buffer);
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                column.load(groups[position], plain, Vectors.plainPosition(buffer, position));
            }
        }
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> buffers, int at) {
        for (int c = 0; c < columns.size(); c++) {
            GroupColumn column = columns.get(c);
            ValueVector buffer = buffers.get(c);
            for (int i = 0; i < count; i++) {
                column.export(groups[i], buffer, at + i);
            }
        }
    }

    @Override
    public final void finish(int[] groups, int count, ValueVector results, int at) {
        for (int i = 0; i < count; i++) {
            finishOne(groups[i], results, at + i);
        }
    }

    @Override
    public void clear(int group) {
        for (GroupColumn column : columns) {
            column.clear(group);
        }
    }

    @Override
    public long retainedBytes() {
        long bytes = 0;
        for (GroupColumn column : columns) {
            bytes += column.retainedBytes();
        }
        return bytes;
    }
}

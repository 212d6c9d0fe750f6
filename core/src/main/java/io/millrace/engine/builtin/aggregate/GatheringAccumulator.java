package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.util.List;

/**
 * Keeps all rows of a group whose first argument is not null, and computes the result from them at the end: what
 * percentiles, the mode and lists of text need. A row is a struct of the arguments.
 */
final class GatheringAccumulator implements TypedAccumulator {
    /** Computes a group's result. */
    @FunctionalInterface
    interface Finisher {
        /**
         * Sets the result of one group.
         *
         * @param rows the rows, one slot each
         * @param start the first slot
         * @param count how many slots; may be 0
         */
        void finish(StructVector rows, int start, int count, ValueVector results, int position);
    }

    private final CollectAccumulator collected;
    private final Finisher finisher;
    private final StructVector rowVector;
    private final ListVector gathered;
    private final int[] one = new int[1];

    GatheringAccumulator(List<DataType> arguments, Finisher finisher) {
        StructType row = new StructType();
        for (int i = 0; i < arguments.size(); i++) {
            row = row.add("c" + i, arguments.get(i), true);
        }
        this.collected = new CollectAccumulator(row, false, false);
        this.finisher = finisher;
        this.rowVector = (StructVector) ValueVector.create(row);
        this.gathered = (ListVector) ValueVector.create(new ArrayType(row, false));
    }

    @Override
    public List<DataType> bufferTypes() {
        return collected.bufferTypes();
    }

    @Override
    public void ensureGroups(int count) {
        collected.ensureGroups(count);
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        rowVector.reset(rows.end());
        for (int c = 0; c < arguments.size(); c++) {
            Vectors.copy(arguments.get(c), rows, rowVector.child(c));
        }
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (arguments.getFirst().isNull(position)) {
                rowVector.setNull(position);
            }
        }
        collected.update(groups, List.of(rowVector), rows);
    }

    @Override
    public void merge(int[] groups, List<ColumnVector> buffers, Selection rows) {
        collected.merge(groups, buffers, rows);
    }

    @Override
    public void load(int[] groups, List<ColumnVector> buffers, Selection rows) {
        collected.load(groups, buffers, rows);
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> buffers, int at) {
        collected.export(groups, count, buffers, at);
    }

    @Override
    public void finish(int[] groups, int count, ValueVector results, int at) {
        for (int i = 0; i < count; i++) {
            one[0] = groups[i];
            gathered.reset(1);
            collected.finish(one, 1, gathered, 0);
            finisher.finish((StructVector) gathered.elements(), gathered.start(0), gathered.length(0), results, at + i);
        }
    }

    @Override
    public void clear(int group) {
        collected.clear(group);
    }

    @Override
    public long retainedBytes() {
        return collected.retainedBytes() + rowVector.retainedBytes() + gathered.retainedBytes();
    }
}

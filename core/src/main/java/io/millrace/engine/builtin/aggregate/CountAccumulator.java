package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataTypes;
import java.util.List;

/** Counts rows: those without a null among the arguments, or those whose only argument is true. */
final class CountAccumulator extends ColumnAccumulator {
    private final LongColumn counts;
    private final boolean onlyTrue;

    /** @param onlyTrue whether the argument must be true, and not only present */
    CountAccumulator(boolean onlyTrue) {
        this(new LongColumn(DataTypes.LongType, false), onlyTrue);
    }

    private CountAccumulator(LongColumn counts, boolean onlyTrue) {
        super(counts);
        this.counts = counts;
        this.onlyTrue = onlyTrue;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        if (onlyTrue) {
            countTrue(groups, arguments.getFirst(), rows);
        } else if (anyMayBeNull(arguments)) {
            countPresent(groups, arguments, rows);
        } else {
            for (int i = 0; i < rows.count(); i++) {
                counts.values.add(groups[rows.position(i)], 1);
            }
        }
    }

    private static boolean anyMayBeNull(List<ColumnVector> arguments) {
        for (ColumnVector argument : arguments) {
            if (argument.mayHaveNull()) {
                return true;
            }
        }
        return false;
    }

    private void countPresent(int[] groups, List<ColumnVector> arguments, Selection rows) {
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            boolean present = true;
            for (int c = 0; c < arguments.size() && present; c++) {
                present = !arguments.get(c).isNull(position);
            }
            if (present) {
                counts.values.add(groups[position], 1);
            }
        }
    }

    private void countTrue(int[] groups, ColumnVector argument, Selection rows) {
        BooleanVector plain = (BooleanVector) Vectors.plain(argument);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(argument, position);
            // A null slot holds false.
            if (plain.get(slot)) {
                counts.values.add(groups[position], 1);
            }
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        counts.values.add(group, ((LongVector) buffers[0]).get(slots[0]));
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        ((LongVector) results).set(position, counts.get(group));
    }
}

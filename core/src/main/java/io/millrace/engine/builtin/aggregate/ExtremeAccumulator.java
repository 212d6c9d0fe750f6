package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.util.List;

/**
 * The least or greatest value of any ordered type, or the value beside it: {@code min}, {@code max}, {@code min_by},
 * {@code max_by}. Among equal keys the last one decides which value stands beside it.
 */
final class ExtremeAccumulator extends ColumnAccumulator {
    private final ValueColumn keys;
    private final ValueColumn beside;
    private final Extreme extreme;

    private ExtremeAccumulator(ValueColumn keys, ValueColumn beside, Extreme extreme) {
        super(beside == null ? new GroupColumn[] {keys} : new GroupColumn[] {beside, keys});
        this.keys = keys;
        this.beside = beside;
        this.extreme = extreme;
    }

    static ExtremeAccumulator of(DataType type, Extreme extreme) {
        return new ExtremeAccumulator(new ValueColumn(type), null, extreme);
    }

    static ExtremeAccumulator beside(DataType valueType, DataType keyType, Extreme extreme) {
        return new ExtremeAccumulator(new ValueColumn(keyType), new ValueColumn(valueType), extreme);
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        ColumnVector key = arguments.getLast();
        ColumnVector value = arguments.getFirst();
        ValueVector plainKeys = Vectors.plain(key);
        ValueVector plainValues = Vectors.plain(value);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int keySlot = Vectors.plainPosition(key, position);
            if (!plainKeys.isNull(keySlot)) {
                offer(groups[position], plainKeys, keySlot, plainValues, Vectors.plainPosition(value, position));
            }
        }
    }

    private void offer(int group, ValueVector key, int keySlot, ValueVector value, int valueSlot) {
        int comparison =
                keys.isNull(group) ? 0 : ValueOrder.compare(key, keySlot, keys.vector(group), ValueColumn.slot(group));
        boolean first = keys.isNull(group);
        if (first || extreme.better(comparison)) {
            keys.load(group, key, keySlot);
        } else if (beside == null || comparison != 0) {
            return;
        }
        if (beside != null) {
            beside.load(group, value, valueSlot);
        }
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        int key = buffers.length - 1;
        if (!buffers[key].isNull(slots[key])) {
            offer(group, buffers[key], slots[key], buffers[0], slots[0]);
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        (beside == null ? keys : beside).export(group, results, position);
    }
}

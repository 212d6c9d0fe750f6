package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Joins the bits of all values: {@code bit_and}, {@code bit_or}, {@code bit_xor}. */
final class BitAccumulator extends ColumnAccumulator {
    private final LongColumn bits;
    private final LongBinaryOperator operation;
    private final NumericArgument numbers = new NumericArgument();

    BitAccumulator(DataType type, LongBinaryOperator operation) {
        this(new LongColumn(type, true), operation);
    }

    private BitAccumulator(LongColumn bits, LongBinaryOperator operation) {
        super(bits);
        this.bits = bits;
        this.operation = operation;
    }

    @Override
    public void update(int[] groups, List<ColumnVector> arguments, Selection rows) {
        long[] values = numbers.longs(arguments.getFirst(), rows);
        boolean[] nulls = numbers.nulls();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (nulls == null || !nulls[position]) {
                join(groups[position], values[position]);
            }
        }
    }

    private void join(int group, long value) {
        bits.set(group, bits.isNull(group) ? value : operation.applyAsLong(bits.get(group), value));
    }

    @Override
    void mergeOne(int group, ValueVector[] buffers, int[] slots) {
        if (!buffers[0].isNull(slots[0])) {
            join(group, LongColumn.read(buffers[0], slots[0]));
        }
    }

    @Override
    void finishOne(int group, ValueVector results, int position) {
        bits.export(group, results, position);
    }
}

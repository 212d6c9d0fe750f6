package io.millrace.engine.operator.basic;

import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;

/** Skips rows, then passes at most so many on. */
public final class LimitOperator implements Operator {
    private long toSkip;
    private long remaining;

    public LimitOperator(long offset, long count) {
        this.toSkip = offset;
        this.remaining = count;
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        int skipped = (int) Math.min(toSkip, batch.rowCount());
        int taken = (int) Math.min(remaining, batch.rowCount() - skipped);
        toSkip -= skipped;
        remaining -= taken;
        if (taken > 0) {
            out.emit(taken == batch.rowCount() ? batch : batch.select(part(batch.selection(), skipped, taken)));
        }
    }

    private static Selection part(Selection rows, int from, int count) {
        if (rows.isRange() && from == 0) {
            return Selection.range(count);
        }
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = rows.position(from + i);
        }
        return new Selection(positions, count);
    }

    @Override
    public boolean done() {
        return remaining == 0;
    }
}

package io.millrace.engine.operator.user;

import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.engine.user.RowFunction;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;

/** Gives what a function gives for each row: one row for {@code map}, any number for {@code flatMap}. */
public final class MapRowsOperator implements Operator {
    private final RowFunction function;
    private final boolean flat;
    private final RowsOut rows;

    /** @param flat whether the function gives any number of rows */
    public MapRowsOperator(RowFunction function, boolean flat) {
        this.function = function;
        this.flat = flat;
        this.rows = new RowsOut(function.outputSchema());
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        Selection selection = batch.selection();
        function.lend(calls -> {
            for (int i = 0; i < selection.count(); i++) {
                Object value = calls.decode(batch, selection.position(i));
                if (flat) {
                    calls.flatMap(value, result -> rows.add(calls.encode(result), out));
                } else {
                    rows.add(calls.encode(calls.map(value)), out);
                }
            }
        });
        rows.flush(out);
    }
}

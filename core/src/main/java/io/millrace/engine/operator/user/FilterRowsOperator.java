package io.millrace.engine.operator.user;

import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.engine.user.RowFunction;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;

/** Narrows the selection to the rows for which a function says yes; the rows pass as they are. */
public final class FilterRowsOperator implements Operator {
    private final RowFunction function;
    private int[] kept = new int[0];

    public FilterRowsOperator(RowFunction function) {
        this.function = function;
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        Selection selection = batch.selection();
        if (kept.length < selection.count()) {
            kept = new int[selection.count()];
        }
        int[] count = new int[1];
        function.lend(calls -> {
            for (int i = 0; i < selection.count(); i++) {
                int position = selection.position(i);
                if (calls.test(calls.decode(batch, position))) {
                    kept[count[0]++] = position;
                }
            }
        });
        if (count[0] > 0) {
            out.emit(count[0] == batch.rowCount() ? batch : batch.select(new Selection(kept, count[0])));
        }
    }
}

package io.millrace.engine.builtin;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataTypes;
import java.util.List;

/**
 * AND and OR with three values. One value decides at once (false for AND, true for OR): the right side sees only rows
 * that the left side has not decided.
 */
final class LogicKernel implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    private final boolean decisive;
    private final BooleanVector out = (BooleanVector) ValueVector.create(DataTypes.BooleanType);
    private int[] open = new int[0];

    LogicKernel(List<Evaluator> sides, boolean decisive) {
        this.left = sides.get(0);
        this.right = sides.get(1);
        this.decisive = decisive;
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        ColumnVector first = left.evaluate(batch, rows, context);
        BooleanVector plain = (BooleanVector) Vectors.plain(first);
        if (open.length < rows.count()) {
            open = new int[Math.max(rows.count(), 2 * open.length)];
        }
        out.reset(rows.end());
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            int at = Vectors.plainPosition(first, row);
            if (plain.isNull(at)) {
                out.setNull(row);
                open[count++] = row;
            } else if (plain.get(at) == decisive) {
                out.set(row, decisive);
            } else {
                out.set(row, !decisive);
                open[count++] = row;
            }
        }
        if (count > 0) {
            combine(right.evaluate(batch, new Selection(open, count), context), count);
        }
        return out;
    }

    private void combine(ColumnVector second, int count) {
        BooleanVector plain = (BooleanVector) Vectors.plain(second);
        for (int i = 0; i < count; i++) {
            int row = open[i];
            int at = Vectors.plainPosition(second, row);
            if (plain.isNull(at)) {
                out.setNull(row);
            } else if (plain.get(at) == decisive) {
                out.clearNull(row);
                out.set(row, decisive);
            }
        }
    }
}

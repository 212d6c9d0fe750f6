package io.millrace.engine.expression;

import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;

/**
 * Null where a call fails, or one of its arguments: some {@code try_} functions are so. All rows are computed together as
 * long as none fails, then one by one.
 */
public final class Attempt implements Evaluator {
    private final Evaluator tried;
    private final ValueVector out;

    private Attempt(Evaluator tried, ValueVector out) {
        this.tried = tried;
        this.out = out;
    }

    /** The kernel that tries another. */
    public static ScalarKernel of(ScalarKernel kernel) {
        return (call, arguments) -> new Attempt(kernel.open(call, arguments), ValueVector.create(call.type()));
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        try {
            return tried.evaluate(batch, rows, context);
        } catch (RuntimeException failure) {
            requireOurs(failure);
            out.reset(rows.end());
            for (int i = 0; i < rows.count(); i++) {
                one(batch, rows.position(i), context);
            }
            return out;
        }
    }

    private void one(ColumnBatch batch, int row, BatchContext context) {
        try {
            ColumnVector value = tried.evaluate(batch, new Selection(new int[] {row}, 1), context);
            out.copyFrom(Vectors.plain(value), Vectors.plainPosition(value, row), row);
        } catch (RuntimeException failure) {
            requireOurs(failure);
            out.setNull(row);
        }
    }

    private static void requireOurs(RuntimeException failure) {
        if (!(failure instanceof MillraceThrowable)) {
            throw failure;
        }
    }
}

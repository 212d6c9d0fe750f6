package io.millrace.engine.builtin;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.KernelCall;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.List;

/** The first value that is not null: each argument sees the rows that were null so far. */
final class CoalesceKernel implements Evaluator {
    private final List<Evaluator> arguments;
    private final ValueVector out;
    private int[] open = new int[0];

    CoalesceKernel(KernelCall call, List<Evaluator> arguments) {
        this.arguments = arguments;
        this.out = ValueVector.create(call.type());
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        ColumnVector first = arguments.getFirst().evaluate(batch, rows, context);
        if (!first.mayHaveNull() || arguments.size() == 1) {
            return first;
        }
        out.reset(rows.end());
        if (open.length < rows.count()) {
            open = new int[Math.max(rows.count(), 2 * open.length)];
        }
        Selection rest = take(first, rows);
        for (int i = 1; i < arguments.size() && !rest.isEmpty(); i++) {
            rest = take(arguments.get(i).evaluate(batch, rest, context), rest);
        }
        return out;
    }

    private Selection take(ColumnVector vector, Selection rows) {
        ValueVector plain = Vectors.plain(vector);
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            int at = Vectors.plainPosition(vector, row);
            out.copyFrom(plain, at, row);
            if (plain.isNull(at)) {
                open[count++] = row;
            }
        }
        return new Selection(open, count);
    }
}

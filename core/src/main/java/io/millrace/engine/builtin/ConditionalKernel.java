package io.millrace.engine.builtin;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.KernelCall;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/** CASE: each condition sees the rows that no condition before it took, and each value the rows of its condition. */
final class ConditionalKernel implements Evaluator {
    private final List<Evaluator> conditions = new ArrayList<>();
    private final List<Evaluator> values = new ArrayList<>();
    private final Evaluator otherwise;
    private final ValueVector out;
    private int[] open = new int[0];
    private int[] taken = new int[0];

    /** @param arguments condition, value, condition, value …, and the value for all other rows, which may be missing */
    ConditionalKernel(KernelCall call, List<Evaluator> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            conditions.add(arguments.get(i));
            values.add(arguments.get(i + 1));
        }
        otherwise = arguments.size() % 2 == 1 ? arguments.getLast() : null;
        out = ValueVector.create(call.type());
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        out.reset(rows.end());
        if (open.length < rows.count()) {
            open = new int[Math.max(rows.count(), 2 * open.length)];
            taken = new int[open.length];
        }
        Selection rest = rows;
        for (int branch = 0; branch < conditions.size() && !rest.isEmpty(); branch++) {
            ColumnVector condition = conditions.get(branch).evaluate(batch, rest, context);
            int takenCount = split(condition, rest);
            rest = new Selection(open, rest.count() - takenCount);
            put(values.get(branch), batch, new Selection(taken, takenCount), context);
        }
        if (otherwise != null) {
            put(otherwise, batch, rest, context);
        } else {
            for (int i = 0; i < rest.count(); i++) {
                out.setNull(rest.position(i));
            }
        }
        return out;
    }

    /** Divides rows between {@code taken} and {@code open}; the rows may lie in {@code open} already. */
    private int split(ColumnVector condition, Selection rows) {
        BooleanVector plain = (BooleanVector) Vectors.plain(condition);
        int takenCount = 0;
        int openCount = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            // a null slot holds false
            if (plain.get(Vectors.plainPosition(condition, row))) {
                taken[takenCount++] = row;
            } else {
                open[openCount++] = row;
            }
        }
        return takenCount;
    }

    private void put(Evaluator value, ColumnBatch batch, Selection rows, BatchContext context) {
        if (!rows.isEmpty()) {
            Vectors.copy(value.evaluate(batch, rows, context), rows, out);
        }
    }
}

package io.millrace.engine.builtin;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.KernelCall;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArrayIndexOutOfBoundsException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.List;

/** The argument of a number: each is computed for the rows that take it. */
final class EltKernel implements Evaluator {
    private final KernelCall call;
    private final List<Evaluator> arguments;
    private final ValueVector out;
    private int[] taken = new int[0];

    EltKernel(KernelCall call, List<Evaluator> arguments) {
        this.call = call;
        this.arguments = arguments;
        out = ValueVector.create(call.type());
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        out.reset(rows.end());
        if (taken.length < rows.count()) {
            taken = new int[Math.max(rows.count(), 2 * taken.length)];
        }
        ColumnVector numbers = arguments.getFirst().evaluate(batch, rows, context);
        setMissing(numbers, rows);
        for (int choice = 1; choice < arguments.size(); choice++) {
            Selection takers = takers(numbers, choice, rows);
            if (!takers.isEmpty()) {
                Vectors.copy(arguments.get(choice).evaluate(batch, takers, context), takers, out);
            }
        }
        return out;
    }

    /** Null where there is no number, and where there is nothing of that number, if that is no error. */
    private void setMissing(ColumnVector numbers, Selection rows) {
        IntVector plain = (IntVector) Vectors.plain(numbers);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            int slot = Vectors.plainPosition(numbers, row);
            boolean missing = plain.isNull(slot);
            if (missing || plain.get(slot) < 1 || plain.get(slot) >= arguments.size()) {
                if (!missing && call.ansi()) {
                    throw outside(plain.get(slot));
                }
                out.setNull(row);
            }
        }
    }

    private MillraceArrayIndexOutOfBoundsException outside(int number) {
        return new MillraceArrayIndexOutOfBoundsException(call.settings()
                .error(
                        ErrorCondition.INVALID_ARRAY_INDEX,
                        "indexValue",
                        String.valueOf(number),
                        "arraySize",
                        String.valueOf(arguments.size() - 1)));
    }

    private Selection takers(ColumnVector numbers, int choice, Selection rows) {
        IntVector plain = (IntVector) Vectors.plain(numbers);
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            int slot = Vectors.plainPosition(numbers, row);
            if (!plain.isNull(slot) && plain.get(slot) == choice) {
                taken[count++] = row;
            }
        }
        return new Selection(taken, count);
    }
}

package io.millrace.engine.expression;

import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The arguments of a function that is null where one of them is. Where an argument is null those after it are not asked
 * for, so that they cannot fail there: {@code NULL + 1 / 0} is null. All are computed for all rows as long as none fails,
 * which costs nothing; one that does is computed again for the rows that count.
 */
public final class StrictArguments {
    private StrictArguments() {}

    /**
     * The next argument.
     *
     * @param needless the rows where it is not asked for; looked at only if it fails
     * @return its values, null at needless rows if it could not be computed there
     */
    public static ColumnVector evaluate(
            Evaluator argument, IntPredicate needless, ColumnBatch batch, Selection rows, BatchContext context) {
        try {
            return argument.evaluate(batch, rows, context);
        } catch (RuntimeException failure) {
            Selection counting = failure instanceof MillraceThrowable ? without(needless, rows) : rows;
            if (counting.count() == rows.count()) {
                throw failure;
            }
            return spread(argument.evaluate(batch, counting, context), counting, rows);
        }
    }

    private static Selection without(IntPredicate needless, Selection rows) {
        int[] positions = new int[rows.count()];
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            if (!needless.test(row)) {
                positions[count++] = row;
            }
        }
        return new Selection(Arrays.copyOf(positions, count), count);
    }

    private static ColumnVector spread(ColumnVector values, Selection computed, Selection rows) {
        ValueVector all = ValueVector.create(values.type());
        all.reset(rows.end());
        for (int i = 0; i < rows.count(); i++) {
            all.setNull(rows.position(i));
        }
        for (int i = 0; i < computed.count(); i++) {
            int row = computed.position(i);
            all.copyFrom(Vectors.plain(values), Vectors.plainPosition(values, row), row);
        }
        return all;
    }
}

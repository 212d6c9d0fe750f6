package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;

/** An argument that has been computed, for a kernel that is not to choose when. */
final class Computed implements Evaluator {
    ColumnVector values;

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        return values;
    }
}

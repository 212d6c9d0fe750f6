package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;

/**
 * Computes one expression over batches. Owns its scratch vectors; used by one thread at a time.
 *
 * <p>The result has the positions of the batch. Positions that are not selected are undefined and must never cause an
 * error: a kernel that can fail computes optimistically, raises a flag, and only then looks which selected row is at
 * fault. The result is valid until the next call; it may be a column of the batch, a constant or a dictionary.
 */
public interface Evaluator {
    ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context);
}

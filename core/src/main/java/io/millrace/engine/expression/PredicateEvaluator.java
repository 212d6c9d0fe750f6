package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;

/** Chooses rows by a condition. Owns its scratch arrays; used by one thread at a time. */
public interface PredicateEvaluator {
    /**
     * The rows among those given for which the condition is true; NULL counts as false. The result is valid until the
     * next call; it is {@code rows} itself when all pass.
     */
    Selection select(ColumnBatch batch, Selection rows, BatchContext context);
}

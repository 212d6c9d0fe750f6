package io.millrace.engine.operator;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.state.StatefulStore;
import java.util.Map;

/**
 * An operator of a streaming query that keeps state from batch to batch.
 *
 * <pre>
 *   begin(context)      a micro-batch begins
 *   …                   its rows, by the operator's own methods, from any number of tasks
 *   finish()            all rows have passed; then the query commits {@link #state}, or discards it
 * </pre>
 */
public interface StatefulOperator {
    /** The state, which the query's state manager loads and commits. */
    StatefulStore state();

    /** Begins a micro-batch; the watermarks of the context are those of this operator's input. */
    void begin(BatchContext context);

    /** Ends a micro-batch, once all of its rows have passed. */
    default void finish() {}

    /** How many rows, unfinished aggregates in an aggregation, came too late in this batch. */
    default long droppedRows() {
        return 0;
    }

    /** Figures of this batch that only such an operator has, by Spark's names. */
    default Map<String, Long> customMetrics() {
        return Map.of();
    }
}

package io.millrace.engine.operator.basic;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.PredicateEvaluator;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;

/** Narrows the selection to the rows for which a condition is true. */
public final class FilterOperator implements Operator {
    private final PredicateEvaluator condition;
    private final BatchContext context;

    public FilterOperator(PredicateEvaluator condition, BatchContext context) {
        this.condition = condition;
        this.context = context;
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        Selection kept = condition.select(batch, batch.selection(), context);
        if (!kept.isEmpty()) {
            out.emit(kept.count() == batch.rowCount() ? batch : batch.select(kept));
        }
    }
}

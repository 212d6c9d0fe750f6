package io.millrace.engine.operator.basic;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import java.util.Arrays;
import java.util.List;

/** Computes columns at the positions of its input. */
public final class ProjectOperator implements Operator {
    private final Evaluator[] evaluators;
    private final BatchContext context;

    public ProjectOperator(List<Evaluator> evaluators, BatchContext context) {
        this.evaluators = evaluators.toArray(Evaluator[]::new);
        this.context = context;
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        ColumnVector[] columns = new ColumnVector[evaluators.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = evaluators[i].evaluate(batch, batch.selection(), context);
        }
        out.emit(batch.withColumns(Arrays.asList(columns)));
    }
}

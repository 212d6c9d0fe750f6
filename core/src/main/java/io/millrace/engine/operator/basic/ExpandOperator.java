package io.millrace.engine.operator.basic;

import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import java.util.List;

/** Gives each batch several times, each time with other columns. */
public final class ExpandOperator implements Operator {
    private final List<ProjectOperator> projections;

    public ExpandOperator(List<ProjectOperator> projections) {
        this.projections = List.copyOf(projections);
    }

    @Override
    public void process(ColumnBatch batch, Output out) {
        projections.forEach(projection -> projection.process(batch, out));
    }
}

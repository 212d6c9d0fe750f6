package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.spi.vector.ColumnBatch;
import java.util.List;

/** The rows that the level before of a recursion gave; as many nodes as the step names them read the same rows. */
record LevelBeforePlan(long id, List<Attribute> output) implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of();
    }

    @Override
    public String describe() {
        return "LevelBefore " + id + " " + ScanPlan.columnNames(output);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        List<ColumnBatch> level = execution.level(id);
        long rows = level.stream().mapToLong(ColumnBatch::rowCount).sum();
        stage.addSource(downstream, rows, pipe -> level.forEach(batch -> pipe.emit(batch.withColumns(batch.columns()))));
    }
}

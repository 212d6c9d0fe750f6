package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
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
        stage.addRows(downstream, execution.level(id));
    }
}

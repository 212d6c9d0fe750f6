package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import java.util.List;

/** Gives rows that the first node of this id runs its input for, and that all of them read. */
record SharedPlan(long id, PhysicalPlan input, List<Attribute> output) implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "Shared " + id + " " + ScanPlan.columnNames(output);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        stage.addRows(downstream, execution.shared(id, input));
    }
}

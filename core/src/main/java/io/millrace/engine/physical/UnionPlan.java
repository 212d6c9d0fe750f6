package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import java.util.List;

/** All rows of all inputs. */
record UnionPlan(List<PhysicalPlan> inputs, List<Attribute> output) implements PhysicalPlan {
    @Override
    public String describe() {
        return "Union";
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        inputs.forEach(input -> input.produce(execution, stage, downstream));
    }
}

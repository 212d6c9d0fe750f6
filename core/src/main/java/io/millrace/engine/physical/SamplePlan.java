package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.SampleOperator;
import java.util.List;

/** Passes some of the rows on, by chance; each task draws numbers of its own. */
record SamplePlan(PhysicalPlan input, LogicalPlan.Sample sample) implements PhysicalPlan {
    @Override
    public List<Attribute> output() {
        return input.output();
    }

    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return sample.describe();
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        // Counted from the first task of this input, so that a sample is the same inside a union.
        int first = stage.tasks().size();
        input.produce(
                execution,
                stage,
                task -> Pipe.of(
                        new SampleOperator(
                                sample.lower(),
                                sample.upper(),
                                sample.withReplacement(),
                                sample.seed() + task.number() - first),
                        downstream.open(task)));
    }
}

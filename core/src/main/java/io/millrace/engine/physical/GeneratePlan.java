package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.GenerateOperator;
import java.util.List;
import java.util.stream.Stream;

/** Puts rows next to what a generator gives for them; only the input's columns that are needed go along. */
record GeneratePlan(PhysicalPlan input, GeneratorCall generator, List<Attribute> kept, List<Attribute> generated)
        implements PhysicalPlan {
    @Override
    public List<Attribute> output() {
        return Stream.concat(kept.stream(), generated.stream()).toList();
    }

    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "Generate " + PlanText.expression(generator) + " AS " + ScanPlan.columnNames(generated);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        Binding binding = new Binding(input.output());
        GeneratorCall bound = (GeneratorCall) binding.bind(generator);
        int[] ordinals = kept.stream().mapToInt(binding::ordinal).toArray();
        input.produce(
                execution,
                stage,
                task -> Pipe.of(
                        new GenerateOperator(
                                bound.function()
                                        .open(
                                                bound,
                                                bound.arguments().stream()
                                                        .map(Evaluators::compile)
                                                        .toList()),
                                ordinals,
                                execution.context().inTask(task)),
                        downstream.open(task)));
    }
}

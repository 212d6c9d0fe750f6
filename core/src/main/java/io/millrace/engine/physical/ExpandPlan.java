package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.ExpandOperator;
import io.millrace.engine.operator.basic.ProjectOperator;
import java.util.List;

/** Gives each row once for each of several lists of columns. */
record ExpandPlan(PhysicalPlan input, List<List<Expression>> projections, List<Attribute> output)
        implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "Expand " + projections.stream().map(PlanText::expressions).toList();
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        Binding binding = new Binding(input.output());
        List<List<Expression>> bound = projections.stream().map(binding::bind).toList();
        input.produce(
                execution,
                stage,
                task -> Pipe.of(
                        new ExpandOperator(bound.stream()
                                .map(projection -> new ProjectOperator(
                                        projection.stream()
                                                .map(Evaluators::compile)
                                                .toList(),
                                        execution.context().inTask(task)))
                                .toList()),
                        downstream.open(task)));
    }
}

package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.ProjectOperator;
import java.util.List;

/** Computes columns. */
record ProjectPlan(PhysicalPlan input, List<Assignment> assignments) implements PhysicalPlan {
    @Override
    public List<Attribute> output() {
        return assignments.stream().map(Assignment::target).toList();
    }

    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "Project " + PlanText.assignments(assignments);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        List<Expression> bound = new Binding(input.output())
                .bind(assignments.stream().map(Assignment::value).toList());
        input.produce(
                execution,
                stage,
                task -> Pipe.of(
                        new ProjectOperator(
                                bound.stream().map(Evaluators::compile).toList(),
                                execution.context().inTask(task)),
                        downstream.open(task)));
    }
}

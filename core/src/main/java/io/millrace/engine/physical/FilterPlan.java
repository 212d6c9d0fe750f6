package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.FilterOperator;
import java.util.List;

/** Keeps the rows for which a condition holds. */
record FilterPlan(PhysicalPlan input, Expression condition) implements PhysicalPlan {
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
        return "Filter " + PlanText.expression(condition);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        Expression bound = new Binding(input.output()).bind(condition);
        input.produce(
                execution,
                stage,
                task -> Pipe.of(
                        new FilterOperator(
                                Evaluators.predicate(bound), execution.context().inTask(task)),
                        downstream.open(task)));
    }
}

package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.operator.basic.ProjectOperator;
import io.millrace.engine.operator.sort.RowSorter;
import java.util.ArrayList;
import java.util.List;

/** Puts all rows in order. Rows that compare equal keep the order of the input's tasks. */
record SortPlan(PhysicalPlan input, List<SortKey> keys) implements PhysicalPlan {
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
        return "Sort " + keys.stream().map(PlanText::sortKey).toList();
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        Binding binding = new Binding(input.output());
        List<Expression> columns = new ArrayList<>(binding.bind(input.output()));
        columns.addAll(binding.bind(keys.stream().map(SortKey::value).toList()));
        Collector collector = new Collector();
        execution.run(
                input,
                task -> Pipe.of(
                        new ProjectOperator(
                                columns.stream().map(Evaluators::compile).toList(),
                                execution.context().inTask(task)),
                        collector.writer(task)));
        List<RowSorter.Direction> directions = keys.stream()
                .map(key -> new RowSorter.Direction(key.ascending(), key.nullsFirst()))
                .toList();
        stage.addSource(
                downstream,
                collector.rows(),
                pipe -> new RowSorter(collector.batches(), input.output().size(), directions)
                        .emit(pipe, execution.cancellation()::check));
    }
}

package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.operator.aggregate.AggregateSpecification;
import io.millrace.engine.state.PaneRule;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * An aggregation over columns that a projection prepares: the keys first, then the arguments and filters of the calls,
 * each once.
 *
 * @param prepared what the projection computes
 * @param specification the aggregation over the prepared columns
 */
record AggregateShape(List<Assignment> prepared, AggregateSpecification specification) {
    static AggregateShape of(LogicalPlan.Aggregate aggregate) {
        List<Assignment> prepared = new ArrayList<>(aggregate.groupings());
        PaneRule pane = Panes.of(prepared.stream().map(Assignment::target).toList());
        int keys = prepared.size();
        List<AggregateSpecification.Call> calls = new ArrayList<>();
        for (Assignment assignment : aggregate.aggregates()) {
            AggregateCall call = (AggregateCall) assignment.value();
            List<Integer> arguments = new ArrayList<>();
            call.arguments().forEach(argument -> arguments.add(column(argument, keys, prepared)));
            OptionalInt filter = call.filter().isPresent()
                    ? OptionalInt.of(column(call.filter().get(), keys, prepared))
                    : OptionalInt.empty();
            calls.add(new AggregateSpecification.Call(call, arguments, filter));
        }
        List<DataType> keyTypes = prepared.subList(0, keys).stream()
                .map(assignment -> assignment.value().type())
                .toList();
        return new AggregateShape(List.copyOf(prepared), new AggregateSpecification(keyTypes, calls, pane));
    }

    private static int column(Expression value, int keys, List<Assignment> prepared) {
        for (int i = keys; i < prepared.size(); i++) {
            if (prepared.get(i).value().equals(value)) {
                return i;
            }
        }
        prepared.add(new Assignment(Attribute.create("argument", value.type(), value.nullable()), value));
        return prepared.size() - 1;
    }
}

package io.millrace.engine.physical;

import io.millrace.engine.logical.EventTime;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.InputColumn;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An aggregation over columns that a projection prepares: the keys first, then the arguments of the calls, each once.
 *
 * @param prepared what the projection computes
 * @param keys how many of these are keys
 * @param calls the calls, over positions of the prepared columns
 * @param eventTimeKey which key is event time, if any
 */
record AggregateShape(
        List<Assignment> prepared, int keys, List<AggregateCall> calls, OptionalInt eventTimeKey) {

    static AggregateShape of(LogicalPlan.Aggregate aggregate) {
        List<Assignment> prepared = new ArrayList<>(aggregate.groupings());
        OptionalInt eventTimeKey = OptionalInt.empty();
        for (int i = 0; i < prepared.size(); i++) {
            if (EventTime.isTagged(prepared.get(i).target())) {
                eventTimeKey = OptionalInt.of(i);
            }
        }
        int keys = prepared.size();
        List<AggregateCall> calls = new ArrayList<>();
        for (Assignment assignment : aggregate.aggregates()) {
            AggregateCall call = (AggregateCall) assignment.value();
            List<Expression> arguments = new ArrayList<>();
            for (Expression argument : call.arguments()) {
                // Constants stay where they are: count(1) needs no column, and functions may look at them.
                arguments.add(argument instanceof Expression.Constant ? argument : column(argument, keys, prepared));
            }
            Optional<Expression> filter = call.filter().map(condition -> column(condition, keys, prepared));
            calls.add(new AggregateCall(
                    call.function(), arguments, call.distinct(), filter, call.type(), call.nullable()));
        }
        return new AggregateShape(List.copyOf(prepared), keys, calls, eventTimeKey);
    }

    private static InputColumn column(Expression value, int keys, List<Assignment> prepared) {
        for (int i = keys; i < prepared.size(); i++) {
            if (prepared.get(i).value().equals(value)) {
                return new InputColumn(i, value.type(), value.nullable());
            }
        }
        prepared.add(new Assignment(Attribute.create("argument", value.type(), value.nullable()), value));
        return new InputColumn(prepared.size() - 1, value.type(), value.nullable());
    }
}

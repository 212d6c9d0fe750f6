package io.millrace.engine.operator.aggregate;

import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.state.AccumulatorValues;
import io.millrace.engine.state.PaneRule;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an aggregation computes. Its input has the key columns first; arguments and filters are columns too.
 *
 * @param keyTypes the types of the key columns; none for an aggregation of everything
 * @param calls the aggregates
 * @param pane which key column is event time, for state; {@link PaneRule.None} in batch queries
 */
public record AggregateSpecification(List<DataType> keyTypes, List<Call> calls, PaneRule pane) {
    public AggregateSpecification {
        keyTypes = List.copyOf(keyTypes);
        calls = List.copyOf(calls);
    }

    /**
     * One aggregate.
     *
     * @param call the call
     * @param arguments which input columns hold its evaluated arguments, in order
     * @param filter which input column holds its evaluated filter, if it has one
     */
    public record Call(AggregateCall call, List<Integer> arguments, OptionalInt filter) {
        public Call {
            arguments = List.copyOf(arguments);
            if (arguments.size() != call.arguments().size()
                    || filter.isPresent() != call.filter().isPresent()) {
                throw new IllegalArgumentException(
                        "columns do not match the call of " + call.function().name());
            }
        }
    }

    List<AggregateCall> aggregateCalls() {
        return calls.stream().map(Call::call).toList();
    }

    /** The columns of unfinished aggregates: keys, then the buffers of all calls. */
    public List<DataType> partialTypes() {
        List<DataType> types = new ArrayList<>(keyTypes);
        types.addAll(AccumulatorValues.bufferTypes(aggregateCalls()));
        return List.copyOf(types);
    }

    /** The columns of results: keys, then one column for each call. */
    public List<DataType> resultTypes() {
        List<DataType> types = new ArrayList<>(keyTypes);
        for (Call call : calls) {
            types.add(call.call().type());
        }
        return List.copyOf(types);
    }
}

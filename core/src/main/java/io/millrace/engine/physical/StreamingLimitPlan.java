package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.limit.StreamingLimit;
import java.util.List;

/** Passes so many rows of a stream on, over the life of the query. */
record StreamingLimitPlan(PhysicalPlan input, long count, int storeId) implements PhysicalPlan {
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
        return "StreamingLimit " + count + ", state " + storeId;
    }

    @Override
    public void openState(QueryState state) {
        state.open(new StreamingLimit(storeId, count, state.memory()));
        input.openState(state);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        StreamingLimit operator = execution.streams().state().orElseThrow().operator(storeId, StreamingLimit.class);
        input.produce(execution, stage, task -> Pipe.of(operator.openTask(), downstream.open(task)));
    }
}

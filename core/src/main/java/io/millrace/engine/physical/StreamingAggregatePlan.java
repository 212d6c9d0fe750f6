package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.operator.aggregate.AggregateSpecification;
import io.millrace.engine.operator.aggregate.StreamingAggregate;
import io.millrace.spi.sink.OutputKind;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Groups the rows of a stream, with what earlier batches gave. */
record StreamingAggregatePlan(
        PhysicalPlan input,
        AggregateSpecification specification,
        int storeId,
        OutputKind outputKind,
        List<Attribute> output)
        implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "StreamingAggregate " + ScanPlan.columnNames(output) + ", state " + storeId + ", "
                + outputKind.lowerName();
    }

    @Override
    public void openState(QueryState state) {
        state.open(new StreamingAggregate(storeId, specification, outputKind, state.shards(), state.memory()));
        input.openState(state);
    }

    @Override
    public boolean finishesByWatermark() {
        return outputKind != OutputKind.COMPLETE || input.finishesByWatermark();
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        QueryState state = execution.streams().state().orElseThrow();
        StreamingAggregate aggregate = state.operator(storeId, StreamingAggregate.class);
        LongAdder partials = new LongAdder();
        ShardedAggregation.merge(
                execution, input, specification, aggregate.shardCount(), (shard, batch, rows, hashes) -> {
                    long start = System.nanoTime();
                    partials.add(rows.count());
                    aggregate.merge(shard, batch, rows, hashes);
                    state.spent(storeId, System.nanoTime() - start, 0);
                });
        long outputRows = outputKind == OutputKind.UPDATE
                ? partials.sum()
                : aggregate.state().rows();
        ShardedAggregation.finish(
                execution,
                stage,
                downstream,
                aggregate.shardCount(),
                outputRows,
                (shard, out) -> {
                    long start = System.nanoTime();
                    aggregate.finish(shard, out);
                    state.spent(storeId, 0, System.nanoTime() - start);
                },
                // What is in state stays.
                shard -> {});
    }
}

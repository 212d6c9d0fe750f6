package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.operator.aggregate.AggregateSpecification;
import io.millrace.engine.operator.aggregate.FinalAggregate;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Groups static rows. The input gives keys, arguments and filters, as the specification says. */
record AggregatePlan(PhysicalPlan input, AggregateSpecification specification, List<Attribute> output)
        implements PhysicalPlan {
    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "HashAggregate " + ScanPlan.columnNames(output);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        int shards = ShardedAggregation.shards(execution);
        FinalAggregate aggregate = new FinalAggregate(specification, shards, execution.memory());
        LongAdder partials = new LongAdder();
        boolean filled = false;
        try {
            ShardedAggregation.merge(execution, input, specification, shards, (shard, batch, rows, hashes) -> {
                partials.add(rows.count());
                aggregate.merge(shard, batch, rows, hashes);
            });
            filled = true;
        } finally {
            if (!filled) {
                aggregate.close();
            }
        }
        ShardedAggregation.finish(
                execution, stage, downstream, shards, partials.sum(), aggregate::finish, aggregate::release);
    }
}

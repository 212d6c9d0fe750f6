package io.millrace.engine.physical;

import io.millrace.engine.operator.Output;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.aggregate.AggregateSpecification;
import io.millrace.engine.operator.aggregate.PartialAggregateOperator;
import io.millrace.engine.operator.exchange.HashPartitioner;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The two stages of an aggregation.
 *
 * <pre>
 *   each task:   rows → partial aggregate → divided by the hash of the key → merged into the shard's table
 *   then:        shards → results, by one task if there is little, else by as many as there are threads
 * </pre>
 *
 * <p>Partial results are merged as they come, so they are never all in memory. Two tasks that meet at a shard wait for
 * each other; there are more shards than threads, and a partial aggregate gives few, large batches.
 */
final class ShardedAggregation {
    private static final int SHARDS_PER_THREAD = 4;

    private ShardedAggregation() {}

    /** Takes unfinished aggregates. */
    interface Merger {
        void merge(int shard, ColumnBatch partials, Selection rows, long[] hashes);
    }

    /** Gives the results of a shard. */
    interface Finisher {
        void finish(int shard, Output out);
    }

    static int shards(Execution execution) {
        return SHARDS_PER_THREAD * execution.parallelism();
    }

    /** Runs the first stage. */
    static void merge(
            Execution execution, PhysicalPlan input, AggregateSpecification specification, int shards, Merger merger) {
        Object[] owners = IntStream.range(0, shards).mapToObj(i -> new Object()).toArray();
        execution.run(
                input,
                task -> Pipe.of(
                        new PartialAggregateOperator(specification, execution.memory()),
                        exchange(specification, shards, owners, merger)));
    }

    private static Pipe exchange(AggregateSpecification specification, int shards, Object[] owners, Merger merger) {
        int keys = specification.keyTypes().size();
        HashPartitioner partitioner =
                new HashPartitioner(IntStream.range(0, keys).boxed().toList(), shards);
        return new Pipe() {
            @Override
            public void emit(ColumnBatch batch) {
                partitioner.partition(batch);
                for (int shard = 0; shard < shards; shard++) {
                    Selection rows = partitioner.selection(shard);
                    if (!rows.isEmpty()) {
                        synchronized (owners[shard]) {
                            merger.merge(shard, batch, rows, partitioner.hashes());
                        }
                    }
                }
            }

            @Override
            public void finish() {
                // What came is merged already.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    /**
     * Adds the second stage.
     *
     * @param release gives back what a shard holds, in the end
     */
    static void finish(
            Execution execution,
            Stage stage,
            PipeFactory downstream,
            int shards,
            long rows,
            Finisher finisher,
            IntConsumer release) {
        int tasks = rows <= io.millrace.engine.scheduler.TaskPool.INLINE_ROWS ? 1 : execution.parallelism();
        for (int task = 0; task < tasks; task++) {
            int first = task;
            stage.addSource(
                    downstream,
                    rows / tasks,
                    pipe -> {
                        for (int shard = first; shard < shards && !pipe.done(); shard += tasks) {
                            execution.cancellation().check();
                            finisher.finish(shard, pipe);
                        }
                    },
                    () -> {
                        for (int shard = first; shard < shards; shard += tasks) {
                            release.accept(shard);
                        }
                    });
        }
    }
}

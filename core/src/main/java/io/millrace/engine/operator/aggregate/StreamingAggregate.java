package io.millrace.engine.operator.aggregate;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Output;
import io.millrace.engine.operator.StatefulOperator;
import io.millrace.engine.state.AggregateState;
import io.millrace.engine.state.KeyHash;
import io.millrace.engine.state.LateRows;
import io.millrace.engine.state.PaneRule;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import java.util.Arrays;

/**
 * The second step of an aggregation on a stream: adds a micro-batch's unfinished aggregates to state and gives the rows that
 * the output mode asks for.
 *
 * <pre>
 *   begin(context)                 once a batch
 *   merge(shard, partials)*        any number, in any order
 *   finish(shard, out)             once for each shard, also when nothing came: key columns, then results
 *   (the query commits {@link #state}, or discards it)
 * </pre>
 *
 * <p>Late rows are left out and counted before anything else. Output comes before eviction takes the entries away, so that
 * update mode shows an entry that is changed and finished in the same batch. In complete mode nothing is late and nothing is
 * ever finished. Shards are independent; each is used by one thread at a time.
 */
public final class StreamingAggregate implements StatefulOperator {
    private static final long MICROS_PER_MILLI = 1000;

    private final AggregateSpecification specification;
    private final OutputKind mode;
    private final AggregateState state;
    private final Shard[] shards;
    private long lateBound;
    private long evictionBound;

    /**
     * Makes an operator whose state is empty.
     *
     * @param storeId the number of the operator in the query, from the sink towards the sources
     * @param shardCount into how many independent parts keys are divided
     */
    public StreamingAggregate(
            int storeId, AggregateSpecification specification, OutputKind mode, int shardCount, MemoryBudget budget) {
        this.specification = specification;
        this.mode = mode;
        state = new AggregateState(
                storeId,
                specification.keyTypes(),
                specification.aggregateCalls(),
                specification.pane(),
                shardCount,
                budget);
        shards = new Shard[shardCount];
        for (int i = 0; i < shardCount; i++) {
            shards[i] = new Shard(specification);
        }
    }

    @Override
    public AggregateState state() {
        return state;
    }

    public int shardCount() {
        return shards.length;
    }

    @Override
    public void begin(BatchContext context) {
        lateBound = micros(context.lateWatermarkMillis());
        evictionBound = micros(context.evictionWatermarkMillis());
        for (Shard shard : shards) {
            shard.droppedRows = 0;
        }
    }

    private static long micros(long millis) {
        return millis > Long.MAX_VALUE / MICROS_PER_MILLI ? Long.MAX_VALUE - 1 : millis * MICROS_PER_MILLI;
    }

    /** Adds the selected rows: keys, then buffers. */
    public void merge(int shard, ColumnBatch partials) {
        merge(shard, partials, partials.selection(), null);
    }

    /**
     * Adds some rows of a batch.
     *
     * @param hashes the hashes of the keys by position, as {@link KeyHash} gives them, or null to have them computed
     */
    public void merge(int shard, ColumnBatch partials, Selection rows, long[] hashes) {
        Shard own = shards[shard];
        Selection inTime =
                dropsByTime() ? own.lateRows.remove(specification.pane(), partials.columns(), rows, lateBound) : rows;
        own.droppedRows += rows.count() - inTime.count();
        if (inTime.isEmpty()) {
            return;
        }
        long[] rowHashes = hashes;
        if (rowHashes == null) {
            rowHashes = own.hashes(inTime.end());
            KeyHash.hash(partials.columns().subList(0, specification.keyTypes().size()), inTime, rowHashes);
        }
        state.merge(shard, partials.columns(), inTime, rowHashes);
    }

    private boolean dropsByTime() {
        return mode != OutputKind.COMPLETE && !(specification.pane() instanceof PaneRule.None);
    }

    /** Gives a shard's output of this batch, then evicts. */
    public void finish(int shard, Output out) {
        RowBuilder rows = shards[shard].rows;
        AggregateState.EntryVisitor emit = entries -> {
            rows.reset(entries.count());
            entries.finish(rows.keys(), rows.values());
            out.emit(rows.batch(entries.count()));
        };
        if (specification.keyTypes().isEmpty() && shard == 0) {
            state.touchGlobalEntry();
        }
        switch (mode) {
            case COMPLETE -> state.visitAll(shard, emit);
            case UPDATE -> {
                state.visitChanged(shard, emit);
                evict(shard, entries -> {});
            }
            case APPEND -> evict(shard, emit);
        }
    }

    private void evict(int shard, AggregateState.EntryVisitor leaving) {
        if (dropsByTime()) {
            state.evict(shard, evictionBound, leaving);
        }
    }

    @Override
    public long droppedRows() {
        return Arrays.stream(shards).mapToLong(shard -> shard.droppedRows).sum();
    }

    /** What one shard keeps between calls. */
    private static final class Shard {
        private final RowBuilder rows;
        private final LateRows lateRows = new LateRows();
        private long[] hashes = new long[0];
        private long droppedRows;

        Shard(AggregateSpecification specification) {
            rows = new RowBuilder(
                    specification.resultTypes(), specification.keyTypes().size());
        }

        long[] hashes(int length) {
            if (hashes.length < length) {
                hashes = new long[Math.max(length, hashes.length * 2)];
            }
            return hashes;
        }
    }
}

package io.millrace.engine.state;

import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;

/**
 * The state of a streaming aggregation: unfinished aggregates by key. Rows are key columns, then the buffers of all calls;
 * aggregates change in place. Without key columns all rows belong in shard 0.
 */
public final class AggregateState extends PanedState {
    /** The name of the operator in progress reports. */
    public static final String OPERATOR_NAME = "stateStoreSave";

    private static final Selection ONE_ROW = Selection.range(1);

    /**
     * Makes an empty state.
     *
     * @param shardCount into how many independent parts keys are divided by {@link KeyHash#shard}
     */
    public AggregateState(
            int storeId,
            List<DataType> keyTypes,
            List<AggregateCall> calls,
            PaneRule rule,
            int shardCount,
            MemoryBudget budget) {
        super(
                storeId,
                StoreSchema.of(OPERATOR_NAME, keyTypes, AccumulatorValues.bufferTypes(calls)),
                new KeyLayout(keyTypes, AccumulatorValues.bufferTypes(calls), rule),
                shardCount,
                () -> new AccumulatorValues(calls),
                false,
                budget);
    }

    /** Takes finished entries as rows: one shard's, some at a time. */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(Entries entries);
    }

    /** Some entries of one pane; valid until the visitor returns. */
    public static final class Entries {
        private StateShard shard;
        private PaneTable table;
        private int[] groups;
        private int count;

        private Entries() {}

        private Entries of(StateShard newShard, PaneTable newTable, int[] newGroups, int newCount) {
            shard = newShard;
            table = newTable;
            groups = newGroups;
            count = newCount;
            return this;
        }

        /** How many; at most 4096. */
        public int count() {
            return count;
        }

        /** Writes keys and results of all calls into slots 0 to {@code count - 1} of vectors that have room. */
        public void finish(List<ValueVector> keys, List<ValueVector> results) {
            shard.exportKeys(table, groups, count, keys, 0);
            ((AccumulatorValues) table.values()).finish(groups, count, results, 0);
        }
    }

    /**
     * Adds unfinished aggregates to one shard.
     *
     * @param columns key columns, then buffers
     * @param hashes {@link KeyHash} of the key columns by position
     */
    public void merge(int shard, List<ColumnVector> columns, Selection rows, long[] hashes) {
        List<ColumnVector> buffers = columns.subList(layout().keyTypes().size(), columns.size());
        shard(shard)
                .update(
                        columns,
                        rows,
                        hashes,
                        (table, paneRows, groups) ->
                                ((AccumulatorValues) table.values()).merge(groups, buffers, paneRows));
    }

    /** Makes the only entry of an aggregation without key columns, if there is none, and counts it as changed. */
    public void touchGlobalEntry() {
        if (!layout().keyTypes().isEmpty()) {
            throw new IllegalStateException("the aggregation has keys");
        }
        shard(0).update(List.of(), ONE_ROW, new long[1], (table, rows, groups) -> {});
    }

    /** Visits the entries of a shard that changed in this batch, each once. */
    public void visitChanged(int shard, EntryVisitor visitor) {
        Entries entries = new Entries();
        StateShard owner = shard(shard);
        owner.forDirty((table, groups, count) -> visitor.visit(entries.of(owner, table, groups, count)));
    }

    /** Visits all entries of a shard. */
    public void visitAll(int shard, EntryVisitor visitor) {
        Entries entries = new Entries();
        StateShard owner = shard(shard);
        owner.forAll((table, groups, count) -> visitor.visit(entries.of(owner, table, groups, count)));
    }

    /** Drops a shard's entries whose time is at or before a bound in microseconds, after the visitor has seen them. */
    public void evict(int shard, long bound, EntryVisitor leaving) {
        Entries entries = new Entries();
        StateShard owner = shard(shard);
        owner.evict(bound, (table, groups, count) -> leaving.visit(entries.of(owner, table, groups, count)));
    }

    @Override
    void writeRemoved(StateShard shard, ChangeWriter target) {
        // aggregates leave by eviction only
    }
}

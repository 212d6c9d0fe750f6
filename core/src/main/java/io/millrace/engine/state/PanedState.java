package io.millrace.engine.state;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store of keyed entries: shard → pane → table. Shards may be used by different threads at the same time, each by one;
 * what is said about the whole store is for the time between batches. Files know nothing of shards.
 */
abstract sealed class PanedState implements StatefulStore permits AggregateState, KeyValueState {
    private static final String REMEDY = "Give the process more memory, add a watermark so that old state is dropped,"
            + " or shorten the watermark's delay.";

    private final int storeId;
    private final StoreSchema schema;
    private final KeyLayout layout;
    private final StateShard[] shards;

    PanedState(
            int storeId,
            StoreSchema schema,
            KeyLayout layout,
            int shardCount,
            Supplier<GroupValues> newValues,
            boolean removesKeys,
            MemoryBudget budget) {
        this.storeId = storeId;
        this.schema = schema;
        this.layout = layout;
        shards = new StateShard[shardCount];
        for (int i = 0; i < shardCount; i++) {
            String owner = schema.operatorName() + " (state store " + storeId + ", shard " + i + ")";
            shards[i] = new StateShard(layout, newValues, removesKeys, budget.open(owner, REMEDY));
        }
    }

    @Override
    public final int storeId() {
        return storeId;
    }

    @Override
    public final StoreSchema schema() {
        return schema;
    }

    final KeyLayout layout() {
        return layout;
    }

    public final int shardCount() {
        return shards.length;
    }

    final StateShard shard(int index) {
        return shards[index];
    }

    @Override
    public final void writeChanges(ChangeWriter target) {
        RowWriter writer = new RowWriter(target);
        long bound = Long.MIN_VALUE;
        for (StateShard shard : shards) {
            writeRemoved(shard, target);
            shard.forDirty((table, groups, count) -> writer.put(shard, table, groups, count));
            if (shard.removed() > 0) {
                bound = Math.max(bound, shard.evictedUpTo());
            }
        }
        if (bound != Long.MIN_VALUE) {
            target.evict(bound);
        }
    }

    /** Writes the keys that were removed one by one, if there are such. */
    abstract void writeRemoved(StateShard shard, ChangeWriter target);

    @Override
    public void committed() {
        for (StateShard shard : shards) {
            shard.nextVersion();
        }
    }

    @Override
    public final ChangeWriter replay() {
        return new Replay();
    }

    @Override
    public final SnapshotCursor openSnapshot() {
        return new Cursor();
    }

    @Override
    public final long rows() {
        return Arrays.stream(shards).mapToLong(StateShard::rows).sum();
    }

    @Override
    public final long updatedRows() {
        return Arrays.stream(shards).mapToLong(StateShard::updated).sum();
    }

    @Override
    public final long removedRows() {
        return Arrays.stream(shards).mapToLong(StateShard::removed).sum();
    }

    @Override
    public final long bytes() {
        return Arrays.stream(shards).mapToLong(StateShard::bytes).sum();
    }

    @Override
    public void clear() {
        for (StateShard shard : shards) {
            shard.clear();
        }
    }

    /** Turns groups into rows for a {@link ChangeWriter}. */
    private final class RowWriter {
        private final List<ValueVector> columns = new ArrayList<>();
        private ChangeWriter target;

        RowWriter(ChangeWriter target) {
            this.target = target;
            for (DataType type : layout.rowTypes()) {
                columns.add(ValueVector.create(type));
            }
        }

        void put(StateShard shard, PaneTable table, int[] groups, int count) {
            int keyCount = layout.keyTypes().size();
            for (ValueVector column : columns) {
                column.reset(count);
            }
            shard.exportKeys(table, groups, count, columns.subList(0, keyCount), 0);
            table.values().export(groups, count, columns.subList(keyCount, columns.size()), 0);
            target.put(ColumnBatch.of(columns, count));
        }
    }

    private final class Replay implements ChangeWriter {
        private long[] hashes = new long[0];
        private int[][] positions = new int[0][];

        @Override
        public void put(ColumnBatch entries) {
            int keyCount = layout.keyTypes().size();
            List<ColumnVector> values = entries.columns().subList(keyCount, entries.columnCount());
            forShards(
                    entries,
                    (shard, rows) -> shard.restore(
                            entries.columns(),
                            rows,
                            hashes,
                            (table, paneRows, groups) -> table.values().load(groups, values, paneRows)));
        }

        @Override
        public void remove(ColumnBatch keys) {
            forShards(
                    keys,
                    (shard, rows) -> shard.find(keys.columns(), rows, hashes, (table, paneRows, groups) -> {
                        for (int i = 0; i < paneRows.count(); i++) {
                            int group = groups[paneRows.position(i)];
                            // a key may have come and gone more than once
                            if (group >= 0 && table.isLive(group)) {
                                shard.remove(table, group);
                            }
                        }
                    }));
            committed();
        }

        @Override
        public void evict(long bound) {
            for (StateShard shard : shards) {
                shard.evict(bound, (table, groups, count) -> {});
            }
            committed();
        }

        private void forShards(ColumnBatch batch, ShardAction action) {
            Selection rows = batch.selection();
            if (hashes.length < rows.end()) {
                hashes = new long[rows.end()];
                positions = new int[shards.length][rows.end()];
            }
            KeyHash.hash(batch.columns().subList(0, layout.keyTypes().size()), rows, hashes);
            int[] counts = new int[shards.length];
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                int shard = shardOf(hashes[position]);
                positions[shard][counts[shard]++] = position;
            }
            for (int i = 0; i < shards.length; i++) {
                if (counts[i] > 0) {
                    action.apply(shards[i], new Selection(positions[i], counts[i]));
                }
            }
        }
    }

    /** The shard of a key; without key columns all rows are in shard 0. */
    private int shardOf(long hash) {
        return layout.keyTypes().isEmpty() ? 0 : KeyHash.shard(hash, shards.length);
    }

    @FunctionalInterface
    private interface ShardAction {
        void apply(StateShard shard, Selection rows);
    }

    private final class Cursor implements SnapshotCursor {
        private int shard = -1;
        private List<PaneTable> tables = List.of();
        private int table;
        private int group;
        private final RowWriter writer = new RowWriter(null);

        @Override
        public boolean copy(ChangeWriter target, int maxRows) {
            writer.target = target;
            int[] copied = {0};
            while (copied[0] < maxRows) {
                if (table == tables.size()) {
                    if (++shard == shards.length) {
                        shard--;
                        return false;
                    }
                    tables = shards[shard].tables();
                    table = 0;
                    group = 0;
                    continue;
                }
                PaneTable current = tables.get(table);
                if (current.isDropped() || group >= current.keys().groupEnd()) {
                    table++;
                    group = 0;
                    continue;
                }
                StateShard owner = shards[shard];
                group = owner.visit(current, group, maxRows - copied[0], (from, groups, count) -> {
                    writer.put(owner, from, groups, count);
                    copied[0] += count;
                });
            }
            return true;
        }
    }
}

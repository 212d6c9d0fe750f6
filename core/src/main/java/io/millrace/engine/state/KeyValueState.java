package io.millrace.engine.state;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Compact rows by key, with eviction by time: for streaming deduplication and limits. Rows are key columns, then value
 * columns. Shards are independent; without key columns all rows belong in shard 0.
 */
public final class KeyValueState extends PanedState {
    private final List<List<ValueVector>> removedKeys = new ArrayList<>();
    private final int[] removedCounts;

    public KeyValueState(
            int storeId,
            String operatorName,
            List<DataType> keyTypes,
            List<DataType> valueTypes,
            PaneRule rule,
            int shardCount,
            MemoryBudget budget) {
        super(
                storeId,
                StoreSchema.of(operatorName, keyTypes, valueTypes),
                new KeyLayout(keyTypes, valueTypes, rule),
                shardCount,
                () -> new RowValues(valueTypes),
                true,
                budget);
        removedCounts = new int[shardCount];
        for (int i = 0; i < shardCount; i++) {
            removedKeys.add(keyTypes.stream().map(ValueVector::create).toList());
        }
    }

    /** Puts entries into one shard, in order; of rows with equal keys the last one counts. */
    public void put(int shard, List<ColumnVector> columns, Selection rows, long[] hashes) {
        List<ColumnVector> values = columns.subList(layout().keyTypes().size(), columns.size());
        shard(shard)
                .update(
                        columns,
                        rows,
                        hashes,
                        (table, paneRows, groups) -> table.values().load(groups, values, paneRows));
    }

    /**
     * Puts the rows whose key has no entry; of rows with equal keys only the first one counts.
     *
     * @param added takes the positions that were put, in ascending order; has room for all rows
     * @return how many were put
     */
    public int putIfAbsent(int shard, List<ColumnVector> columns, Selection rows, long[] hashes, int[] added) {
        boolean[] first = new boolean[rows.end()];
        List<ColumnVector> values = columns.subList(layout().keyTypes().size(), columns.size());
        shard(shard).updateNew(columns, rows, hashes, (table, freshRows, groups) -> {
            for (int i = 0; i < freshRows.count(); i++) {
                first[freshRows.position(i)] = true;
            }
            table.values().load(groups, values, freshRows);
        });
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            if (first[rows.position(i)]) {
                added[count++] = rows.position(i);
            }
        }
        return count;
    }

    /**
     * Reads values.
     *
     * @param keys the key columns
     * @param targets one vector for each value column, with room for {@code rows.end()}; filled by position
     * @param found by position whether there is an entry
     */
    public void get(
            int shard,
            List<ColumnVector> keys,
            Selection rows,
            long[] hashes,
            List<ValueVector> targets,
            boolean[] found) {
        int[] group = new int[1];
        shard(shard).find(keys, rows, hashes, (table, paneRows, groups) -> {
            for (int i = 0; i < paneRows.count(); i++) {
                int position = paneRows.position(i);
                group[0] = groups[position];
                found[position] = group[0] >= 0;
                if (found[position]) {
                    table.values().export(group, 1, targets, position);
                }
            }
        });
    }

    /** Removes entries of one shard; keys without an entry are passed over. */
    public void remove(int shard, List<ColumnVector> keys, Selection rows, long[] hashes) {
        StateShard owner = shard(shard);
        int[] group = new int[1];
        owner.find(keys, rows, hashes, (table, paneRows, groups) -> {
            for (int i = 0; i < paneRows.count(); i++) {
                group[0] = groups[paneRows.position(i)];
                if (group[0] >= 0 && table.isLive(group[0])) {
                    List<ValueVector> target = removedKeys.get(shard);
                    int at = removedCounts[shard]++;
                    target.forEach(column -> column.ensureCapacity(at + 1));
                    owner.exportKeys(table, group, 1, target, at);
                    owner.remove(table, group[0]);
                }
            }
        });
    }

    /** Drops a shard's entries whose time is at or before a bound in microseconds. */
    public void evict(int shard, long bound) {
        shard(shard).evict(bound, (table, groups, count) -> {});
    }

    @Override
    void writeRemoved(StateShard shard, ChangeWriter target) {
        for (int i = 0; i < shardCount(); i++) {
            if (shard(i) == shard && removedCounts[i] > 0) {
                target.remove(ColumnBatch.of(removedKeys.get(i), removedCounts[i]));
            }
        }
    }

    @Override
    public void committed() {
        super.committed();
        forgetRemoved();
    }

    @Override
    public void clear() {
        super.clear();
        forgetRemoved();
    }

    private void forgetRemoved() {
        for (int i = 0; i < shardCount(); i++) {
            removedCounts[i] = 0;
            removedKeys.get(i).forEach(column -> column.reset(0));
        }
    }
}

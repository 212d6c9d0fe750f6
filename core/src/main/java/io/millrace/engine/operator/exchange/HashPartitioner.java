package io.millrace.engine.operator.exchange;

import io.millrace.engine.state.KeyHash;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the rows of a batch among shards by the hash of their keys. Nothing is copied: a shard gets a selection. Used by
 * one thread at a time; results are valid until the next {@link #partition}.
 */
public final class HashPartitioner {
    private final int[] keys;
    private final int shards;
    private final int[][] positions;
    private final int[] counts;
    private final Selection[] selections;
    private long[] hashes = new long[0];

    /**
     * Makes a partitioner.
     *
     * @param keys the positions of the key columns in a batch; without any, all rows go to shard 0
     * @param shards how many shards, at least 1
     */
    public HashPartitioner(List<Integer> keys, int shards) {
        if (shards < 1) {
            throw new IllegalArgumentException(shards + " shards");
        }
        this.keys = keys.stream().mapToInt(Integer::intValue).toArray();
        this.shards = shards;
        positions = new int[shards][0];
        counts = new int[shards];
        selections = new Selection[shards];
    }

    public int shards() {
        return shards;
    }

    /** Divides a batch; then ask {@link #selection} and {@link #hashes}. */
    public void partition(ColumnBatch batch) {
        Selection rows = batch.selection();
        if (hashes.length < rows.end()) {
            hashes = new long[Math.max(rows.end(), hashes.length * 2)];
        }
        KeyHash.hash(keyColumns(batch), rows, hashes);
        java.util.Arrays.fill(selections, Selection.EMPTY);
        if (shards == 1 || keys.length == 0) {
            selections[0] = rows;
            return;
        }
        java.util.Arrays.fill(counts, 0);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int shard = KeyHash.shard(hashes[position], shards);
            if (counts[shard] == positions[shard].length) {
                positions[shard] = java.util.Arrays.copyOf(
                        positions[shard], Math.max(rows.count() / shards + 16, counts[shard] * 2));
            }
            positions[shard][counts[shard]++] = position;
        }
        for (int shard = 0; shard < shards; shard++) {
            selections[shard] = new Selection(positions[shard], counts[shard]);
        }
    }

    private List<ColumnVector> keyColumns(ColumnBatch batch) {
        List<ColumnVector> columns = new ArrayList<>(keys.length);
        for (int key : keys) {
            columns.add(batch.column(key));
        }
        return columns;
    }

    /** The rows of the batch that belong to a shard. */
    public Selection selection(int shard) {
        return selections[shard];
    }

    /** The hashes of the keys by position: what tables want. */
    public long[] hashes() {
        return hashes;
    }
}

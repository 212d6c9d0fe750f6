package io.millrace.engine.operator.join;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.state.KeyHash;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of the side of a join that is kept in memory, by key.
 *
 * <p>Rows lie in columns, one after the other; rows with the same hash are chained from the newest to the oldest. Built
 * by one thread, then probed by many.
 */
public final class JoinTable {
    private static final int NONE = -1;

    private final List<ValueVector> columns;
    private final List<ValueVector> keys;
    private final boolean[] nullsEqual;
    private final int[] heads;
    private final int[] next;
    private final long[] hashes;
    private final int rows;

    /**
     * @param batches plain vectors: the row's columns first, then its keys
     * @param columnTypes the types of the row's columns
     * @param keyTypes the types of the keys
     * @param nullsEqual for each key whether null finds null
     */
    public JoinTable(
            List<ColumnBatch> batches, List<DataType> columnTypes, List<DataType> keyTypes, boolean[] nullsEqual) {
        this.rows = Math.toIntExact(
                batches.stream().mapToLong(ColumnBatch::rowCount).sum());
        this.columns = concatenate(batches, 0, columnTypes);
        this.keys = concatenate(batches, columnTypes.size(), keyTypes);
        this.nullsEqual = nullsEqual;
        this.next = new int[rows];
        this.hashes = new long[rows];
        this.heads = new int[Math.max(2, Integer.highestOneBit(Math.max(1, rows)) << 1)];
        Arrays.fill(heads, NONE);
        Selection all = Selection.range(rows);
        hash(keys, all, hashes);
        // From the end, so that chains give rows in the order in which they came.
        for (int row = rows - 1; row >= 0; row--) {
            if (hasKey(keys, row)) {
                int slot = slot(hashes[row]);
                next[row] = heads[slot];
                heads[slot] = row;
            }
        }
    }

    private List<ValueVector> concatenate(List<ColumnBatch> batches, int first, List<DataType> types) {
        List<ValueVector> vectors = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ValueVector vector = ValueVector.create(types.get(i));
            vector.reset(rows);
            int at = 0;
            for (ColumnBatch batch : batches) {
                Vectors.append(batch.column(first + i), batch.selection(), vector, at);
                at += batch.rowCount();
            }
            vectors.add(vector);
        }
        return vectors;
    }

    /** The hashes of keys, one per position. Without keys all rows find each other. */
    static void hash(List<? extends ColumnVector> keys, Selection rows, long[] hashes) {
        if (!keys.isEmpty()) {
            KeyHash.hash(keys, rows, hashes);
        }
    }

    /** Whether a row can find anything: no key is null, but where null finds null. */
    boolean hasKey(List<? extends ColumnVector> probeKeys, int position) {
        for (int key = 0; key < probeKeys.size(); key++) {
            if (!nullsEqual[key] && probeKeys.get(key).isNull(position)) {
                return false;
            }
        }
        return true;
    }

    private int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & (heads.length - 1);
    }

    /** How many rows it holds. */
    public int rowCount() {
        return rows;
    }

    /** The rows' columns. */
    public List<ValueVector> columns() {
        return columns;
    }

    /** The first row with a key, or -1. */
    int first(List<? extends ColumnVector> probeKeys, int position, long hash) {
        return matching(heads[slot(hash)], probeKeys, position, hash);
    }

    /** The next row with the same key, or -1. */
    int next(int row, List<? extends ColumnVector> probeKeys, int position, long hash) {
        return matching(next[row], probeKeys, position, hash);
    }

    private int matching(int from, List<? extends ColumnVector> probeKeys, int position, long hash) {
        int row = from;
        while (row != NONE && (hashes[row] != hash || !sameKey(row, probeKeys, position))) {
            row = next[row];
        }
        return row;
    }

    private boolean sameKey(int row, List<? extends ColumnVector> probeKeys, int position) {
        for (int key = 0; key < keys.size(); key++) {
            ColumnVector probe = probeKeys.get(key);
            if (!ValueOrder.same(keys.get(key), row, Vectors.plain(probe), Vectors.plainPosition(probe, position))) {
                return false;
            }
        }
        return true;
    }
}

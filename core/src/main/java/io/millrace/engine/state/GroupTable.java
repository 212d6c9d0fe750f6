package io.millrace.engine.state;

import io.millrace.engine.memory.IntPages;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Gives equal keys the same number and different keys different ones, counted from 0 without gaps; values then lie in
 * arrays by number.
 *
 * <p>A batch is looked up in passes, so that the cache misses of many rows overlap: the {@link TagIndex} gives for each row
 * a group with the same hash tag, the {@link KeyStore} compares keys, and only the rows left over (new keys, rare tag
 * collisions) are handled one by one. Growth is by segments and pages: nothing large is ever copied.
 *
 * <p>Without key columns there is one group, 0, for all rows. Used by one thread at a time.
 */
public final class GroupTable {
    private final List<DataType> keyTypes;
    private final KeyBatch batch;
    private final KeyStore keys;
    private final TagIndex index;
    private final IntPages tags;
    private int[] free = new int[0];
    private int freeCount;
    private int end;

    /**
     * @param batch what to bind keys with; may be shared with other tables of the same key types and thread
     * @param removable whether {@link #remove} is wanted, for 4 bytes more a group
     */
    GroupTable(List<DataType> keyTypes, KeyBatch batch, boolean removable) {
        this.keyTypes = List.copyOf(keyTypes);
        this.batch = batch;
        keys = keyTypes.isEmpty() ? null : KeyStore.create(batch);
        index = keyTypes.isEmpty() ? null : new TagIndex();
        tags = removable ? new IntPages() : null;
    }

    /** A table that stands alone and whose keys stay until all are dropped. */
    public static GroupTable create(List<DataType> keyTypes) {
        return new GroupTable(keyTypes, new KeyBatch(keyTypes), false);
    }

    /** A table that stands alone and supports {@link #remove}; there must be key columns. */
    public static GroupTable createRemovable(List<DataType> keyTypes) {
        return new GroupTable(keyTypes, new KeyBatch(keyTypes), true);
    }

    public List<DataType> keyTypes() {
        return keyTypes;
    }

    /** How many keys there are. */
    public int size() {
        return end - freeCount;
    }

    /** One more than the highest number given so far. */
    public int groupEnd() {
        return end;
    }

    /**
     * Finds the groups of the selected rows, and makes those that are missing.
     *
     * @param hashes by position; any function of the key, but the same one at every call ({@link KeyHash} of at least the
     *     key columns)
     * @param groups takes the group by position
     */
    public void lookup(List<? extends ColumnVector> columns, Selection rows, long[] hashes, int[] groups) {
        if (keys != null) {
            batch.bind(columns, rows);
        }
        lookupBound(rows, hashes, groups);
    }

    /** Like {@link #lookup} for some of the rows to which the {@link KeyBatch} is bound already. */
    void lookupBound(Selection rows, long[] hashes, int[] groups) {
        if (keys == null) {
            fill(rows, groups, 0);
            end = rows.isEmpty() ? end : 1;
            return;
        }
        int[] missing = batch.missing(rows.count());
        int misses = findKnown(rows, hashes, groups, missing);
        for (int i = 0; i < misses; i++) {
            int position = missing[i];
            int tag = TagIndex.tag(hashes[position]);
            int group = index.find(tag, keys, position);
            groups[position] = group < 0 ? insert(tag, position) : group;
        }
    }

    /** Finds the groups of the selected rows; -1 for keys that are not there. */
    public void find(List<? extends ColumnVector> columns, Selection rows, long[] hashes, int[] groups) {
        if (keys == null) {
            fill(rows, groups, end - 1);
            return;
        }
        batch.bind(columns, rows);
        int[] missing = batch.missing(rows.count());
        int misses = findKnown(rows, hashes, groups, missing);
        for (int i = 0; i < misses; i++) {
            int position = missing[i];
            groups[position] = index.find(TagIndex.tag(hashes[position]), keys, position);
        }
    }

    /** Handles the rows whose key is that of the first group with their tag, and lists the others. */
    private int findKnown(Selection rows, long[] hashes, int[] groups, int[] missing) {
        index.candidates(hashes, rows, groups, batch.slots(rows.count()));
        return keys.verify(rows, groups, missing);
    }

    private static void fill(Selection rows, int[] groups, int group) {
        for (int i = 0; i < rows.count(); i++) {
            groups[rows.position(i)] = group;
        }
    }

    private int insert(int tag, int position) {
        int group = freeCount > 0 ? free[--freeCount] : end++;
        keys.put(position, group);
        index.add(tag, group);
        if (tags != null) {
            tags.ensure(end);
            tags.set(group, tag);
        }
        return group;
    }

    /** Forgets a key; its number will be given to a new one. */
    public void remove(int group) {
        if (tags == null) {
            throw new IllegalStateException("the table was not made for removing");
        }
        index.remove(tags.get(group), group);
        keys.remove(group);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(16, freeCount * 2));
        }
        free[freeCount++] = group;
    }

    /**
     * Writes keys into slots {@code at} to {@code at + count - 1} of one vector for each key column, which have room.
     *
     * @param groups live groups, {@code count} of them
     */
    public void exportKeys(int[] groups, int count, List<? extends ValueVector> targets, int at) {
        if (keys != null) {
            keys.export(groups, count, targets, at);
        }
    }

    /** Forgets all keys and numbers, and keeps most of the memory for the next ones. */
    public void clear() {
        end = 0;
        freeCount = 0;
        if (keys != null) {
            keys.empty();
            index.empty();
        }
    }

    /** Bytes of heap in use, roughly, without what tables share. */
    public long retainedBytes() {
        if (keys == null) {
            return 64;
        }
        long tagBytes = tags == null ? 0 : tags.retainedBytes();
        return keys.retainedBytes() + index.retainedBytes() + tagBytes + 4L * free.length;
    }
}

package io.millrace.engine.state;

import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** The keys of a {@link GroupTable} by group number; positions are those of a {@link KeyBatch}. */
abstract sealed class KeyStore permits LongKeys, SliceKeys {
    /** The store that keeps keys as a batch has them. */
    static KeyStore create(KeyBatch batch) {
        return batch.isIntegral() ? new LongKeys(batch) : new SliceKeys(batch);
    }

    /**
     * Checks candidates against the batch.
     *
     * @param groups a group or -1 by position
     * @param missing takes the positions whose key is not that of their group, in order
     * @return how many are missing
     */
    abstract int verify(Selection rows, int[] groups, int[] missing);

    /** Whether a group has the key at a position of the batch. */
    abstract boolean matches(int position, int group);

    /** Keeps the key at a position as that of a group. */
    abstract void put(int position, int group);

    /** Forgets the key of a group. */
    abstract void remove(int group);

    abstract void export(int[] groups, int count, List<? extends ValueVector> targets, int at);

    /** Forgets all keys and keeps memory. */
    abstract void empty();

    abstract long retainedBytes();
}

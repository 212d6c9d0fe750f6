package io.millrace.engine.state;

/**
 * The state of one operator, as {@link StateManager} sees it: something that says what changed, and can be built again from
 * that.
 *
 * <pre>
 *   clear, replay*            when a query starts, and after a failed batch
 *   (the operator changes it; writeChanges; committed)*     once a batch
 *   openSnapshot              at any time between batches; the cursor then copies between batches
 * </pre>
 *
 * <p>All methods are called between batches by the thread of the query's loop.
 */
public interface StatefulStore {
    /** The number of the operator in the query, from the sink towards the sources. */
    int storeId();

    StoreSchema schema();

    /** Writes what changed since {@link #committed} was last called. May be called again when a commit failed. */
    void writeChanges(ChangeWriter target);

    /** What was written is durable: nothing has changed any more. */
    void committed();

    /** Puts back what a {@link ChangeWriter} was given; in the order in which it was. */
    ChangeWriter replay();

    /** Begins a copy of all entries. */
    SnapshotCursor openSnapshot();

    /** How many entries there are. */
    long rows();

    /** How many entries changed since {@link #committed} was last called. */
    long updatedRows();

    /** How many entries left since {@link #committed} was last called. */
    long removedRows();

    /** Bytes of heap in use, roughly. */
    long bytes();

    /** Forgets everything, without telling the log. */
    void clear();

    /** Copies a store piece by piece while it changes; an entry that changes meanwhile may be copied old or new. */
    interface SnapshotCursor {
        /**
         * Copies some more entries.
         *
         * @param maxRows about how many
         * @return false when all have been copied
         */
        boolean copy(ChangeWriter target, int maxRows);
    }
}

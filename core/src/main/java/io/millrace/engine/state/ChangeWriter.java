package io.millrace.engine.state;

import io.millrace.spi.vector.ColumnBatch;

/** Takes what changed in a store; batches are read before the call returns. */
public interface ChangeWriter {
    /** Entries that are new or have new values. Key columns, then value columns; values are absolute. */
    void put(ColumnBatch entries);

    /** Entries that are gone. Key columns only. */
    void remove(ColumnBatch keys);

    /** All entries are gone whose time is at or before a bound in microseconds, null being never. */
    void evict(long bound);
}

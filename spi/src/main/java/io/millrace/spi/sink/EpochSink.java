package io.millrace.spi.sink;

import java.io.IOException;

/**
 * A sink in one run of a query. Batches come in ascending order, one at a time; after a restart the newest one may come
 * again, with the same rows.
 */
public interface EpochSink extends AutoCloseable {
    /** The name in progress, for example {@code FileSink[file:/data/out]}. */
    String description();

    /**
     * Begins a batch. A sink that is idempotent by number gives a job that drops everything when the number is
     * committed already.
     */
    WriteJob begin(long batchId) throws IOException;

    /** Whether writing may block for long, so that it must not happen on the CPU pool. */
    default boolean mayBlock() {
        return false;
    }

    /** Whether progress reports how many rows were written; otherwise it says -1. */
    default boolean countsRows() {
        return false;
    }

    @Override
    void close();
}

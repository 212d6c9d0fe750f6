package io.millrace.spi.sink;

import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;

/** Takes the rows of one task. Used by one thread at a time. */
public interface RowWriter {
    /** Takes a batch; what is kept of it must be copied. */
    void write(ColumnBatch batch) throws IOException;

    /** No more rows come: flushes, so that a commit can follow. */
    void finish() throws IOException;

    /** The task failed or was stopped: lets go of everything. May follow {@link #finish}. */
    void abort();
}

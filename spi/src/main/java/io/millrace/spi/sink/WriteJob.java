package io.millrace.spi.sink;

import java.io.IOException;

/**
 * One write as a whole: the rows of one micro-batch, or of one batch query.
 *
 * <pre>
 *   writer(0), writer(1), …   one for each task, on task threads; each is finished or aborted
 *   commit()                  once, after all writers finished; or abort()
 * </pre>
 */
public interface WriteJob {
    /** @param task the number of the task, from 0 */
    RowWriter writer(int task) throws IOException;

    /** Makes the rows visible. */
    void commit() throws IOException;

    /** Gives up; rows written so far must not become visible if the sink can help it. */
    void abort();
}

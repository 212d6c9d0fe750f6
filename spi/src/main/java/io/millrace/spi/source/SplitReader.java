package io.millrace.spi.source;

import io.millrace.spi.vector.ColumnBatch;
import java.io.IOException;

/**
 * Reads one split, batch after batch. Used by one thread at a time.
 *
 * <pre>
 *   while ((status = reader.advance()) != END)
 *       BATCH   → reader.batch(), valid until the next advance
 *       BLOCKED → nothing yet: come back after the wake-up given to onReady
 * </pre>
 *
 * <p>A reader that would wait for others (a broker, a socket) reads ahead on a thread of its own and answers BLOCKED;
 * reading a local file may simply take its time.
 */
public interface SplitReader extends AutoCloseable {
    /** What a call of {@link #advance} found. */
    enum Status {
        /** A batch is there. */
        BATCH,
        /** Nothing at the moment. */
        BLOCKED,
        /** The split is read to its end. */
        END
    }

    Status advance() throws IOException;

    /** The batch that the last call of {@link #advance} announced. */
    ColumnBatch batch();

    /** After BLOCKED: runs the wake-up once, on any thread, when it is worth calling {@link #advance} again. */
    default void onReady(Runnable wakeUp) {
        wakeUp.run();
    }

    @Override
    void close() throws IOException;
}

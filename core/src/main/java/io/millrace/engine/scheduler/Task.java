package io.millrace.engine.scheduler;

/**
 * Work that can be left and taken up again. Run by one thread at a time, not always the same.
 *
 * <pre>
 *   step() → MORE     call again when it is this task's turn
 *          → BLOCKED  call again after the wake-up given to onReady
 *          → DONE     close
 *   close()           always, once; after DONE, or after a failure or cancellation
 * </pre>
 */
public interface Task {
    /** What a step came to. */
    enum Step {
        /** There is more to do. */
        MORE,
        /** It waits for others. */
        BLOCKED,
        /** All is done. */
        DONE
    }

    /** Works for a short while, to a batch boundary. Must not block. */
    Step step() throws Exception;

    /** After BLOCKED: runs the wake-up once, on any thread, when a step is worth trying. */
    default void onReady(Runnable wakeUp) {
        wakeUp.run();
    }

    default void close() {}

    /** How many rows it may have to go through; a guess, for deciding where it runs. */
    default long expectedRows() {
        return Long.MAX_VALUE;
    }
}

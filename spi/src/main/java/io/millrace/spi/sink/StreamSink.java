package io.millrace.spi.sink;

import java.util.Set;

/** Writes the result of streaming queries. */
public interface StreamSink {
    /** The output modes that it takes. */
    Set<OutputKind> outputKinds();

    /** Starts writing for one run of one query; refuses here, on the caller's thread, what can be known to fail. */
    EpochSink open(WriteRequest request, SinkContext context);

    /** Whether a query into it may run with a checkpoint in a temporary directory when the user names none. */
    default boolean temporaryCheckpoint() {
        return false;
    }

    /** Whether a query can go on from an old checkpoint with this sink. */
    default boolean recoverable(OutputKind kind) {
        return true;
    }
}

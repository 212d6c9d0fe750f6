package io.millrace.streaming;

import io.millrace.Session;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** A streaming query that runs or has ended. All methods may be called from any thread. */
public interface StreamingQuery {
    /** The name, or null. */
    String name();

    /** The identity that the checkpoint keeps over restarts. */
    UUID id();

    /** The identity of this run. */
    UUID runId();

    Session sparkSession();

    boolean isActive();

    /** Why the query failed, if it did. */
    Optional<StreamingQueryException> exception();

    StreamingQueryStatus status();

    /** The progress of the last triggers, oldest first. */
    StreamingQueryProgress[] recentProgress();

    /** The newest progress, or null before the first. */
    StreamingQueryProgress lastProgress();

    /** Waits for the end; throws the failure if the query failed. */
    void awaitTermination() throws StreamingQueryException;

    /** Waits for the end; whether it came in time. */
    boolean awaitTermination(long timeoutMs) throws StreamingQueryException;

    /** Waits until everything that is there now is processed. */
    void processAllAvailable();

    void stop() throws TimeoutException;

    /** Prints the plan of the last batch. */
    void explain();

    void explain(boolean extended);
}

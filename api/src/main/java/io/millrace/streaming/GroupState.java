package io.millrace.streaming;

import java.sql.Date;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The state that a query keeps for one group, while a function handles the group. */
public interface GroupState<S> {
    boolean exists();

    /** The state; refuses if there is none. */
    S get() throws NoSuchElementException;

    Optional<S> getOption();

    void update(S newState);

    void remove();

    /** Whether the function is called because the group timed out. */
    boolean hasTimedOut();

    void setTimeoutDuration(long durationMs) throws IllegalArgumentException, UnsupportedOperationException;

    void setTimeoutDuration(String duration) throws IllegalArgumentException, UnsupportedOperationException;

    void setTimeoutTimestamp(long timestampMs) throws IllegalArgumentException, UnsupportedOperationException;

    void setTimeoutTimestamp(long timestampMs, String additionalDuration)
            throws IllegalArgumentException, UnsupportedOperationException;

    void setTimeoutTimestamp(Date timestamp) throws UnsupportedOperationException;

    void setTimeoutTimestamp(Date timestamp, String additionalDuration)
            throws IllegalArgumentException, UnsupportedOperationException;

    long getCurrentWatermarkMs() throws UnsupportedOperationException;

    long getCurrentProcessingTimeMs();
}

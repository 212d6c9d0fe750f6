package io.millrace.spi.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running stream for one query, read in ranges between offsets.
 *
 * <p>Replayable: the rows between two offsets are the same whenever they are read, after a restart too, unless the source
 * says otherwise. The loop calls all methods from one thread, in this order for each batch: {@link #latest}, {@link
 * #splits}, then {@link #open} for each split, from task threads, then {@link #committed} once the next batch is
 * logged. Errors are unchecked exceptions with a condition; they end the query.
 */
public interface MicroBatchSource extends AutoCloseable {
    /** The name in progress and errors, for example {@code FileStreamSource[file:/data/in]}. */
    String description();

    /** Whether a range can be read again after a restart. */
    default boolean replayable() {
        return true;
    }

    /**
     * Where the next batch should end.
     *
     * @param start the end of the last batch; empty before the first
     * @param unlimited true to ignore the source's rate limits
     * @return empty: nothing is there and no offset is known. Equal to {@code start}: nothing new.
     */
    Optional<Offset> latest(Optional<Offset> start, boolean unlimited) throws IOException;

    /** Tells the source that only what is there now shall be read; its ends never go beyond it from here on. */
    void fixEnd() throws IOException;

    /** Whether {@link #fixEnd} is honoured with rate limits; if not, the whole query runs as one batch. */
    default boolean canFixEnd() {
        return true;
    }

    /**
     * The pieces of a range, exclusive of its start and inclusive of its end in the source's own terms.
     *
     * @param start empty: from the very first position
     */
    List<Split> splits(Optional<Offset> start, Offset end, ScanSpecification scan) throws IOException;

    SplitReader open(Split split, ScanSpecification scan) throws IOException;

    /** Everything up to here is processed for good and may be cleaned up. */
    default void committed(Offset end) throws IOException {}

    /** Runs the signal, on any thread, whenever data may have arrived; without it the loop only polls. */
    default void onArrival(Runnable signal) {}

    /** The newest position known, for progress, if the source knows more than it gives. */
    default Optional<Offset> newest() {
        return Optional.empty();
    }

    /** Figures for progress, given the end of the batch. */
    default Map<String, String> metrics(Optional<Offset> end) {
        return Map.of();
    }

    @Override
    void close();
}

package io.millrace.spi;

import io.millrace.spi.sink.BatchSink;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.source.BatchSource;
import io.millrace.spi.source.StreamSource;
import java.util.List;
import java.util.Optional;

/**
 * Something that {@code format("name")} can name: found by {@code ServiceLoader}, made once per session, and asked from
 * any thread. What it can do is what it returns; an empty answer is a refusal that the user sees as such.
 */
public interface Connector {
    /** The short name, for example {@code kafka}. */
    String name();

    /** Other names that mean the same, without regard to case. */
    default List<String> aliases() {
        return List.of();
    }

    default Optional<BatchSource> batchSource() {
        return Optional.empty();
    }

    default Optional<StreamSource> streamSource() {
        return Optional.empty();
    }

    default Optional<BatchSink> batchSink() {
        return Optional.empty();
    }

    default Optional<StreamSink> streamSink() {
        return Optional.empty();
    }
}

package io.millrace.spi.source;

import java.util.Optional;

/** A piece of a source that one task reads. The source that made it understands it; nobody else looks inside. */
public interface Split {
    /** Its size in bytes if known, else 0; for balancing. */
    default long sizeInBytes() {
        return 0;
    }

    /** The stretch of a file that all of its rows come from; empty for rows that come from no single file. */
    default Optional<FileBlock> block() {
        return Optional.empty();
    }
}

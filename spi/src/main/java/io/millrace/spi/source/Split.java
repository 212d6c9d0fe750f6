package io.millrace.spi.source;

/** A piece of a source that one task reads. The source that made it understands it; nobody else looks inside. */
public interface Split {
    /** Its size in bytes if known, else 0; for balancing. */
    default long sizeInBytes() {
        return 0;
    }
}

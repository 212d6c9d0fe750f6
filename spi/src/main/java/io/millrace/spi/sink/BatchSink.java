package io.millrace.spi.sink;

/** Writes the result of a batch query. */
public interface BatchSink {
    WriteJob open(WriteRequest request, SaveMode mode);

    /** What to do when there is something already. */
    enum SaveMode {
        /** Add to it. */
        APPEND,
        /** Replace it. */
        OVERWRITE,
        /** Refuse. */
        ERROR_IF_EXISTS,
        /** Write nothing. */
        IGNORE
    }
}

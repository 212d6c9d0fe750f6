package io.millrace.spi.source;

import io.millrace.types.StructType;

/** Reads data that keeps coming. */
public interface StreamSource {
    /** The columns of the stream; called when {@code load()} is, and again when plans are analysed. */
    StructType schema(ReadRequest request);

    /** Starts reading for one run of one query. */
    MicroBatchSource open(ReadRequest request, SourceContext context);

    /** Whether a schema must not be given because the source has its own. */
    default boolean hasFixedSchema() {
        return false;
    }
}

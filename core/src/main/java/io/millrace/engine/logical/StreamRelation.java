package io.millrace.engine.logical;

import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.StreamSource;
import io.millrace.types.StructType;

/** A stream that a query reads. One object for one {@code readStream} call, however often a plan uses it. */
public final class StreamRelation {
    private final StreamSource source;
    private final ReadRequest request;
    private final StructType schema;

    public StreamRelation(StreamSource source, ReadRequest request, StructType schema) {
        this.source = source;
        this.request = request;
        this.schema = schema;
    }

    public StreamSource source() {
        return source;
    }

    public ReadRequest request() {
        return request;
    }

    public StructType schema() {
        return schema;
    }
}

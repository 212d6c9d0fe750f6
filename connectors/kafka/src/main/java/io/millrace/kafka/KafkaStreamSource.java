package io.millrace.kafka;

import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.StreamSource;
import io.millrace.types.StructType;

/** {@code readStream().format("kafka")}. */
final class KafkaStreamSource implements StreamSource {
    @Override
    public StructType schema(ReadRequest request) {
        return KafkaColumns.schema(KafkaOptions.forStream(request.options()).includeHeaders());
    }

    @Override
    public MicroBatchSource open(ReadRequest request, SourceContext context) {
        return new KafkaMicroBatchSource(KafkaOptions.forStream(request.options()), context);
    }

    @Override
    public boolean hasFixedSchema() {
        return true;
    }
}

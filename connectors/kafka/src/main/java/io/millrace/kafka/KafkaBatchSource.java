package io.millrace.kafka;

import io.millrace.spi.source.BatchSource;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.Table;

/** {@code read().format("kafka")}. */
final class KafkaBatchSource implements BatchSource {
    @Override
    public Table open(ReadRequest request) {
        return new KafkaTable(KafkaOptions.forBatch(request.options()));
    }
}

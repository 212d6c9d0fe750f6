package io.millrace.kafka;

import io.millrace.spi.Connector;
import io.millrace.spi.sink.BatchSink;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.source.BatchSource;
import io.millrace.spi.source.StreamSource;
import java.util.List;
import java.util.Optional;

/** {@code format("kafka")}. */
public final class KafkaConnector implements Connector {
    static final String NAME = "kafka";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> aliases() {
        return List.of("org.apache.spark.sql.kafka010.KafkaSourceProvider");
    }

    @Override
    public Optional<BatchSource> batchSource() {
        return Optional.of(new KafkaBatchSource());
    }

    @Override
    public Optional<StreamSource> streamSource() {
        return Optional.of(new KafkaStreamSource());
    }

    @Override
    public Optional<BatchSink> batchSink() {
        return Optional.of(new KafkaSink());
    }

    @Override
    public Optional<StreamSink> streamSink() {
        return Optional.of(new KafkaSink());
    }
}

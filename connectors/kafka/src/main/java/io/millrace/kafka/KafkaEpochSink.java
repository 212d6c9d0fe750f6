package io.millrace.kafka;

import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.WriteJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer for all tasks and batches of a run. */
final class KafkaEpochSink implements EpochSink {
    private final RecordColumns columns;
    private final Map<String, String> settings;
    private KafkaProducer<byte[], byte[]> producer;

    KafkaEpochSink(RecordColumns columns, Map<String, String> settings) {
        this.columns = columns;
        this.settings = settings;
    }

    @Override
    public String description() {
        return "KafkaSink[" + columns.fixedTopic().orElse("topic by row") + "]";
    }

    @Override
    public WriteJob begin(long batchId) {
        return new KafkaWriteJob(this, () -> {});
    }

    RowWriter writer() {
        return new KafkaRowWriter(columns, producer(), settings);
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            try {
                producer = new KafkaProducer<>(
                        new HashMap<>(settings), new ByteArraySerializer(), new ByteArraySerializer());
            } catch (KafkaException e) {
                throw KafkaErrors.translate(e, settings);
            }
        }
        return producer;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public boolean countsRows() {
        return true;
    }

    /** What was not sent yet belongs to a batch that is not committed: it is dropped. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}

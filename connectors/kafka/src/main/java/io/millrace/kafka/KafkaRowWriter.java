package io.millrace.kafka;

import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.vector.ColumnBatch;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends the rows of one task; the first record that is refused fails it, at the latest when it finishes. */
final class KafkaRowWriter implements RowWriter, Callback {
    private final RecordColumns columns;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, String> settings;
    private volatile Exception failure;

    KafkaRowWriter(RecordColumns columns, KafkaProducer<byte[], byte[]> producer, Map<String, String> settings) {
        this.columns = columns;
        this.producer = producer;
        this.settings = settings;
    }

    @Override
    public void write(ColumnBatch batch) {
        check();
        try {
            for (int i = 0; i < batch.rowCount(); i++) {
                // What happens to it is told to onCompletion.
                Future<RecordMetadata> unused =
                        producer.send(columns.record(batch, batch.selection().position(i)), this);
            }
        } catch (KafkaException e) {
            throw KafkaErrors.translate(e, settings);
        }
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception != null && failure == null) {
            failure = exception;
        }
    }

    private void check() {
        if (failure != null) {
            throw KafkaErrors.translate(failure, settings);
        }
    }

    @Override
    public void finish() {
        try {
            producer.flush();
        } catch (KafkaException e) {
            throw KafkaErrors.translate(e, settings);
        }
        check();
    }

    @Override
    public void abort() {
        // Records on their way cannot be called back; the batch will be written again.
    }
}

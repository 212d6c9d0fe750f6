package io.millrace.tests.kafka;

import io.millrace.cli.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with a producer, and topics with names of their own. */
final class KafkaFixture implements AutoCloseable {
    private final EmbeddedKafka broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger topics = new AtomicInteger();

    KafkaFixture(Path directory) {
        broker = EmbeddedKafka.start(directory);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    EmbeddedKafka broker() {
        return broker;
    }

    String servers() {
        return broker.bootstrapServers();
    }

    String topic(int partitions) {
        String name = "topic-" + topics.incrementAndGet();
        broker.createTopic(name, partitions);
        return name;
    }

    void send(String topic, int partition, String... values) {
        sendAll(topic, partition, List.of(values));
    }

    /** Sends as many values, each the prefix with a number from 0. */
    void sendMany(String topic, int partition, String prefix, int count) {
        sendAll(
                topic,
                partition,
                IntStream.range(0, count).mapToObj(i -> prefix + i).toList());
    }

    private void sendAll(String topic, int partition, List<String> values) {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (String value : values) {
            answers.add(producer.send(
                    new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8))));
        }
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    void send(String topic, int partition, Long timestamp, byte[] key, byte[] value, List<Header> headers)
            throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, partition, timestamp, key, value, headers))
                .get();
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}

package io.millrace.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaTest {
    @Test
    void keepsTopicsAndRecordsOverARestart(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory)) {
            broker.createTopic("clicks", 2);
            broker.createTopic("clicks", 2);
            assertThat(broker.admin().listTopics().names().get()).containsExactly("clicks");
            assertThat(broker.admin()
                            .describeTopics(List.of("clicks"))
                            .allTopicNames()
                            .get()
                            .get("clicks")
                            .partitions())
                    .hasSize(2);
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>("clicks", 1, null, "hello".getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory);
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition("clicks", 1);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));
            assertThat(records.iterator().next().value()).asString().isEqualTo("hello");
        }
    }

    @Test
    void aPortInUseIsNamed(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, taken.getLocalPort()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    @Test
    void readsTopicsWithNumbersOfPartitions() {
        assertThat(KafkaCommand.topics("a:2, b ,c:1")).isEqualTo(Map.of("a", 2, "b", 1, "c", 1));
        assertThat(KafkaCommand.topics("")).isEmpty();
    }
}

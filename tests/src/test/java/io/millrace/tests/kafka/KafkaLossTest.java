package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceThrowable;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Kafka source says of records, partitions, topics and brokers that are not there. */
@Timeout(120)
class KafkaLossTest extends WithBroker {
    @Test
    void recordsThatAreGoneFailTheQueryOrAreSkipped() throws Exception {
        String topic = kafka.topic(1);
        kafka.sendMany(topic, 0, "a", 100);
        kafka.broker()
                .admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(60)))
                .all()
                .get();
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            assertCondition(() -> driver.read(at(topic, 0, 10), at(topic, 0, 100)), "KAFKA_DATA_LOSS");
        }
        try (SourceDriver driver = new SourceDriver(earliest(topic, "failOnDataLoss", "false"))) {
            assertThat(driver.read(at(topic, 0, 10), at(topic, 0, 50))).isEmpty();
            assertThat(driver.read(at(topic, 0, 50), at(topic, 0, 100))).hasSize(40);
        }
    }

    @Test
    void endsThatWentBackAndPartitionsThatAreGoneAreLossOfData() throws Exception {
        String topic = kafka.topic(1);
        kafka.sendMany(topic, 0, "a", 5);
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            assertCondition(() -> driver.latest(at(topic, 0, 50)), "KAFKA_DATA_LOSS");
        }
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            assertCondition(() -> driver.latest(at(topic, 0, 5, 1, 3)), "KAFKA_DATA_LOSS");
        }
        try (SourceDriver driver = new SourceDriver(earliest(topic, "failOnDataLoss", "false"))) {
            String end = awaitLatest(driver, at(topic, 0, 50), at(topic, 0, 5));
            assertThat(driver.read(at(topic, 0, 50), end)).isEmpty();
            kafka.send(topic, 0, "b");
            String next = awaitLatest(driver, end, at(topic, 0, 6));
            assertThat(values(driver.read(end, next))).containsExactly("b");
        }
    }

    @Test
    void aMissingTopicIsNamed() throws Exception {
        try (SourceDriver driver = new SourceDriver(options("subscribe", "no-such-topic"))) {
            assertThatThrownBy(() -> driver.latest(null))
                    .hasMessageContaining("no-such-topic")
                    .satisfies(e ->
                            assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("KAFKA_TOPIC_NOT_FOUND"));
        }
    }

    @Test
    void anUnreachableBrokerIsReportedWithinTheClientsTimeout() throws Exception {
        Map<String, String> options = SourceDriver.options(
                "localhost:1",
                "subscribe",
                "t",
                "kafka.default.api.timeout.ms",
                "1500",
                "kafka.request.timeout.ms",
                "1000");
        long started = System.nanoTime();
        try (SourceDriver driver = new SourceDriver(options)) {
            assertCondition(() -> driver.latest(null), "KAFKA_UNREACHABLE");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aReaderThatWaitsInVainGivesUp() throws Exception {
        String topic = kafka.topic(1);
        kafka.send(topic, 0, "a");
        try (SourceDriver driver = new SourceDriver(earliest(topic, "kafkaConsumer.pollTimeoutMs", "300"))) {
            assertCondition(() -> driver.read(at(topic, 0, 0), at(topic, 0, 9)), "KAFKA_DATA_LOSS");
        }
    }
}

package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.source.Split;
import io.millrace.tests.kafka.SourceDriver.Row;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Kafka source reads: rows, batches, splits and whole topics. */
@Timeout(120)
class KafkaSourceTest extends WithBroker {
    @Test
    void givesAllColumnsOfARecord() throws Exception {
        String topic = kafka.topic(1);
        kafka.send(topic, 0, 1_700_000_000_123L, bytes("k"), bytes("v"), List.of());
        kafka.send(topic, 0, 5L, null, null, List.of(new RecordHeader("a", bytes("1")), new RecordHeader("b", null)));
        kafka.send(topic, 0, 6L, new byte[0], new byte[0], List.of());
        try (SourceDriver driver = new SourceDriver(earliest(topic, "includeHeaders", "true"))) {
            String end = driver.latest(null);
            assertThat(end).isEqualTo(at(topic, 0, 3));
            assertThat(driver.read(null, end))
                    .containsExactly(
                            new Row("k", "v", topic, 0, 0, 1_700_000_000_123_000L, 0, null),
                            new Row(null, null, topic, 0, 1, 5_000, 0, List.of("a=1", "b=null")),
                            new Row("", "", topic, 0, 2, 6_000, 0, null));
            assertThat(driver.source().description()).isEqualTo("KafkaV2[Subscribe[" + topic + "]]");
        }
    }

    @Test
    void readsOnlyTheColumnsAskedFor() throws Exception {
        String topic = kafka.topic(1);
        kafka.send(topic, 0, 7L, bytes("k"), bytes("v"), List.of());
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            StructType columns =
                    new StructType().add("offset", DataTypes.LongType).add("value", DataTypes.BinaryType);
            assertThat(driver.read(null, driver.latest(null), columns))
                    .containsExactly(new Row(null, "v", null, -1, 0, -1, -1, null));
            // Another scan wants what the first left out: it is read again.
            assertThat(driver.read(null, driver.latest(null)))
                    .containsExactly(new Row("k", "v", topic, 0, 0, 7_000, 0, null));
        }
    }

    @Test
    void followsBatchByBatchWithoutGapsOrRepeats() throws Exception {
        String topic = kafka.topic(3);
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            String end = driver.latest(null);
            assertThat(end).isEqualTo(at(topic, 0, 0, 1, 0, 2, 0));
            List<Row> all = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                kafka.sendMany(topic, round % 3, "r" + round + "-", 50 + round);
                String next = driver.latest(end);
                all.addAll(driver.read(end, next));
                end = next;
            }
            while (!driver.latest(end).equals(end)) {
                String next = driver.latest(end);
                all.addAll(driver.read(end, next));
                end = next;
            }
            int expected = 0;
            for (int round = 0; round < 20; round++) {
                expected += 50 + round;
            }
            assertThat(all).hasSize(expected);
            assertThat(new HashSet<>(values(all))).hasSize(expected);
        }
    }

    @Test
    void missesNothingThatWasWrittenBeforeTheQuestion() throws Exception {
        String topic = kafka.topic(2);
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            String end = driver.latest(null);
            for (int i = 1; i <= 50; i++) {
                kafka.send(topic, 1, "x" + i);
                end = driver.latest(end);
                assertThat(end).isEqualTo(at(topic, 0, 0, 1, i));
            }
        }
    }

    @Test
    void largeRangesCrossManyBlocksAndTheReadAheadLimit() throws Exception {
        String topic = kafka.topic(1);
        String filler = "x".repeat(1000);
        for (int i = 0; i < 40_000; i += 1000) {
            kafka.sendMany(topic, 0, filler + i + "-", 1000);
        }
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            String end = driver.latest(null);
            assertThat(end).isEqualTo(at(topic, 0, 40_000));
            List<Row> rows = driver.read(null, end);
            assertThat(rows).hasSize(40_000);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i).offset()).isEqualTo(i);
            }
            assertThat(rows.get(39_999).value()).isEqualTo(filler + "39000-999");
        }
    }

    @Test
    void aRecordLargerThanABatchComesAlone() throws Exception {
        String topic = kafka.topic(1);
        kafka.send(topic, 0, "small");
        String large = "y".repeat(3_000_000) + "z";
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.servers(), "max.request.size", "8000000", "compression.type", "gzip");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, bytes(large))).get();
        }
        kafka.send(topic, 0, "after");
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            assertThat(values(driver.read(null, driver.latest(null)))).containsExactly("small", large, "after");
        }
    }

    @Test
    void aRangeGivesTheSameRowsAgainInThisRunAndInAnother() throws Exception {
        String topic = kafka.topic(2);
        kafka.sendMany(topic, 0, "a", 500);
        kafka.sendMany(topic, 1, "b", 300);
        String from = at(topic, 0, 17, 1, 100);
        String until = at(topic, 0, 401, 1, 250);
        List<Row> first;
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            first = driver.read(from, until);
            assertThat(driver.read(from, until)).isEqualTo(first);
            assertThat(driver.read(until, at(topic, 0, 402, 1, 250))).hasSize(1);
        }
        assertThat(first).hasSize(384 + 150);
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            assertThat(driver.read(from, until)).isEqualTo(first);
        }
    }

    @Test
    void cutsPartitionsIntoSplitsAndReadsThemSideBySide() throws Exception {
        String topic = kafka.topic(2);
        kafka.sendMany(topic, 0, "a", 1000);
        kafka.sendMany(topic, 1, "b", 10);
        try (SourceDriver driver = new SourceDriver(earliest(topic, "minPartitions", "6"))) {
            String end = driver.latest(null);
            List<Split> splits = driver.splits(null, end);
            assertThat(splits).hasSize(6);
            assertThat(new HashSet<>(values(driver.read(null, end)))).hasSize(1010);
            kafka.sendMany(topic, 0, "c", 600);
            String next = awaitLatest(driver, end, at(topic, 0, 1600, 1, 10));
            assertThat(driver.read(end, next)).hasSize(600);
        }
        try (SourceDriver driver = new SourceDriver(earliest(topic, "maxRecordsPerPartition", "300"))) {
            String end = driver.latest(null);
            assertThat(driver.splits(null, end)).hasSize(7);
            assertThat(driver.read(null, end)).hasSize(1610);
        }
    }

    @Test
    void findsNewPartitionsAndReadsThemFromTheirBeginning() throws Exception {
        String topic = kafka.topic(1);
        kafka.send(topic, 0, "a");
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            String end = driver.latest(null);
            assertThat(values(driver.read(null, end))).containsExactly("a");
            kafka.broker()
                    .admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            kafka.send(topic, 1, "b");
            String next = awaitLatest(driver, end, at(topic, 0, 1, 1, 1));
            assertThat(values(driver.read(end, next))).containsExactly("b");
        }
    }

    @Test
    void signalsArrivalAndKnowsTheEndWithoutAsking() throws Exception {
        String topic = kafka.topic(1);
        try (SourceDriver driver = new SourceDriver(earliest(topic))) {
            String end = driver.latest(null);
            CountDownLatch arrived = new CountDownLatch(1);
            driver.source().onArrival(arrived::countDown);
            kafka.send(topic, 0, "a");
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(driver.latest(end)).isEqualTo(at(topic, 0, 1));
        }
    }

    @Test
    void transactionMarkersEndARangeWithoutARow() throws Exception {
        String topic = kafka.topic(1);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.servers(), "transactional.id", "tx-" + topic);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, bytes("kept"))).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, bytes("dropped"))).get();
            producer.abortTransaction();
        }
        try (SourceDriver driver = new SourceDriver(earliest(topic, "kafka.isolation.level", "read_committed"))) {
            String end = awaitLatest(driver, null, at(topic, 0, 4));
            assertThat(values(driver.read(null, end))).containsExactly("kept");
        }
    }

    @Test
    void closingEndsEveryThread() throws Exception {
        String topic = kafka.topic(2);
        kafka.sendMany(topic, 0, "a", 100);
        SourceDriver driver = new SourceDriver(earliest(topic, "minPartitions", "4"));
        driver.read(null, driver.latest(null));
        long started = System.nanoTime();
        driver.close();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("millrace-kafka"));
    }

    @Test
    void readsATableBetweenItsBounds() throws Exception {
        String topic = kafka.topic(2);
        for (int i = 0; i < 10; i++) {
            kafka.send(topic, 0, 1000L * i, null, bytes("a" + i), List.of());
        }
        kafka.sendMany(topic, 1, "b", 3);
        assertThat(values(SourceDriver.readTable(options("subscribe", topic)))).hasSize(13);
        assertThat(values(SourceDriver.readTable(options(
                        "subscribe",
                        topic,
                        "startingOffsets",
                        at(topic, 0, 2, 1, 1),
                        "endingOffsets",
                        at(topic, 0, 4, 1, -1)))))
                .containsExactly("a2", "a3", "b1", "b2");
        assertThat(values(SourceDriver.readTable(options(
                        "assign", "{\"" + topic + "\":[0]}", "startingTimestamp", "7000", "endingTimestamp", "9000"))))
                .containsExactly("a7", "a8");
        assertThat(SourceDriver.readTable(options("subscribe", topic, "minPartitions", "5")))
                .hasSize(13);
        assertCondition(
                () -> SourceDriver.readTable(options("subscribe", topic, "startingOffsets", "latest")),
                "INVALID_OPTION_VALUE");
        assertCondition(
                () -> SourceDriver.readTable(options("subscribe", topic, "endingOffsets", at(topic, 0, -2, 1, 1))),
                "INVALID_OPTION_VALUE");
    }
}

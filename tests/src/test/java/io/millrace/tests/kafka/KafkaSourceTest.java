package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Split;
import io.millrace.tests.kafka.SourceDriver.Row;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaSourceTest {
    @TempDir
    static Path directory;

    private static KafkaFixture kafka;

    @BeforeAll
    static void start() {
        kafka = new KafkaFixture(directory);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Map<String, String> options(String... namesAndValues) {
        return SourceDriver.options(kafka.servers(), namesAndValues);
    }

    private static Map<String, String> earliest(String topic, String... more) {
        Map<String, String> options = options(more);
        options.put("subscribe", topic);
        options.put("startingOffsets", "earliest");
        return options;
    }

    private static List<String> values(List<Row> rows) {
        return rows.stream().map(Row::value).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String at(String topic, Object... partitionsAndOffsets) {
        StringBuilder json = new StringBuilder("{\"" + topic + "\":{");
        for (int i = 0; i < partitionsAndOffsets.length; i += 2) {
            json.append(i > 0 ? "," : "").append("\"" + partitionsAndOffsets[i] + "\":" + partitionsAndOffsets[i + 1]);
        }
        return json.append("}}").toString();
    }

    /** Ends of batches follow arrivals; a test that counts on one asks until it is there. */
    private static String awaitLatest(SourceDriver driver, String start, String wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String latest = driver.latest(start);
        while (!latest.equals(wanted) && System.nanoTime() < deadline) {
            latest = driver.latest(start);
        }
        assertThat(latest).isEqualTo(wanted);
        return latest;
    }

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
    void notesInitialOffsetsInSparksFormAndKeepsToThem() throws Exception {
        String topic = kafka.topic(2);
        kafka.send(topic, 0, "old");
        MemoryStore notes = new MemoryStore();
        Map<String, String> latest = options("subscribe", topic);
        try (SourceDriver driver = new SourceDriver(latest, notes)) {
            assertThat(driver.latest(null)).isEqualTo(at(topic, 0, 1, 1, 0));
        }
        assertThat(notes.read("0").orElseThrow()).isEqualTo(bytes("\0v1\n" + at(topic, 0, 1, 1, 0)));
        kafka.send(topic, 0, "new");
        try (SourceDriver driver = new SourceDriver(latest, notes)) {
            assertThat(values(driver.read(null, driver.latest(null)))).containsExactly("new");
        }
    }

    @Test
    void refusesNotesOfALaterVersionAndDamagedOnes() throws Exception {
        String topic = kafka.topic(1);
        for (Map.Entry<String, String> damaged : Map.of(
                        "\0v2\n{}", "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION",
                        "\0vx\n{}", "MALFORMED_LOG_FILE",
                        "", "INCOMPLETE_LOG_FILE",
                        "\0v1\n{\"t\"", "INCOMPLETE_LOG_FILE")
                .entrySet()) {
            MemoryStore notes = new MemoryStore();
            notes.createIfAbsent("0", bytes(damaged.getKey()));
            try (SourceDriver driver = new SourceDriver(earliest(topic), notes)) {
                assertCondition(() -> driver.latest(null), damaged.getValue());
            }
        }
    }

    @Test
    void startsAtExplicitOffsetsAndAtTimes() throws Exception {
        String topic = kafka.topic(2);
        for (int i = 0; i < 10; i++) {
            kafka.send(topic, 0, 1000L * i, null, bytes("a" + i), List.of());
            kafka.send(topic, 1, 1000L * i, null, bytes("b" + i), List.of());
        }
        assertStart(options("subscribe", topic, "startingOffsets", at(topic, 0, 8, 1, -1)), "a8", "a9");
        assertStart(
                options("subscribe", topic, "startingOffsets", at(topic, 0, 9, 1, -2)),
                "a9",
                "b0",
                "b1",
                "b2",
                "b3",
                "b4",
                "b5",
                "b6",
                "b7",
                "b8",
                "b9");
        assertStart(options("subscribe", topic, "startingTimestamp", "8500"), "a9", "b9");
        assertStart(
                options("subscribe", topic, "startingOffsetsByTimestamp", at(topic, 0, 9000, 1, 8000)),
                "a9",
                "b8",
                "b9");
        assertStart(options(
                "subscribe", topic, "startingTimestamp", "99000", "startingOffsetsByTimestampStrategy", "latest"));
        try (SourceDriver driver = new SourceDriver(options("subscribe", topic, "startingTimestamp", "99000"))) {
            assertCondition(() -> driver.latest(null), "INVALID_OPTION_VALUE");
        }
        try (SourceDriver driver = new SourceDriver(options("subscribe", topic, "startingOffsets", at(topic, 0, 1)))) {
            assertCondition(() -> driver.latest(null), "INVALID_OPTION_VALUE");
        }
    }

    private static void assertStart(Map<String, String> options, String... expected) throws Exception {
        try (SourceDriver driver = new SourceDriver(options)) {
            assertThat(values(driver.read(null, driver.latest(null)))).containsExactly(expected);
        }
    }

    @Test
    void assignsPartitionsAndMatchesPatterns() throws Exception {
        String topic = kafka.topic(3);
        kafka.send(topic, 0, "zero");
        kafka.send(topic, 1, "one");
        kafka.send(topic, 2, "two");
        assertStart(options("assign", "{\"" + topic + "\":[2,0]}", "startingOffsets", "earliest"), "zero", "two");
        assertStart(
                options("subscribePattern", topic.replace("topic", "t.*"), "startingOffsets", "earliest"),
                "zero",
                "one",
                "two");
        try (SourceDriver driver =
                new SourceDriver(options("subscribePattern", "none-.*", "startingOffsets", "earliest"))) {
            assertThat(driver.latest(null)).isEqualTo("{}");
            assertThat(driver.read(null, "{}")).isEmpty();
        }
        try (SourceDriver driver = new SourceDriver(options("assign", "{\"" + topic + "\":[7]}"))) {
            assertCondition(() -> driver.latest(null), "KAFKA_TOPIC_NOT_FOUND");
        }
    }

    @Test
    void splitsTheLimitInProportion() throws Exception {
        String topic = kafka.topic(4);
        kafka.sendMany(topic, 0, "a", 100);
        kafka.sendMany(topic, 1, "b", 200);
        kafka.sendMany(topic, 2, "c", 699);
        kafka.send(topic, 3, "d");
        try (SourceDriver driver = new SourceDriver(earliest(topic, "maxOffsetsPerTrigger", "100"))) {
            assertThat(driver.latest(null)).isEqualTo(at(topic, 0, 10, 1, 20, 2, 69, 3, 1));
            String end = null;
            List<Row> all = new ArrayList<>();
            int batches = 0;
            while (batches < 50) {
                String next = driver.latest(end);
                if (next.equals(end)) {
                    break;
                }
                all.addAll(driver.read(end, next));
                end = next;
                batches++;
            }
            assertThat(batches).isBetween(10, 14);
            assertThat(new HashSet<>(values(all))).hasSize(1000);
            assertThat(all).hasSize(1000);
        }
    }

    @Test
    void fixedEndsHoldAndAreReachedUnderTheLimit() throws Exception {
        String topic = kafka.topic(1);
        kafka.sendMany(topic, 0, "a", 25);
        try (SourceDriver driver = new SourceDriver(earliest(topic, "maxOffsetsPerTrigger", "10"))) {
            driver.source().fixEnd();
            kafka.sendMany(topic, 0, "b", 25);
            assertThat(driver.latest(null)).isEqualTo(at(topic, 0, 10));
            assertThat(driver.latest(at(topic, 0, 10))).isEqualTo(at(topic, 0, 20));
            assertThat(driver.latest(at(topic, 0, 20))).isEqualTo(at(topic, 0, 25));
            assertThat(driver.latest(at(topic, 0, 25))).isEqualTo(at(topic, 0, 25));
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

    @Test
    void tellsHowFarItIsBehind() throws Exception {
        String topic = kafka.topic(2);
        kafka.sendMany(topic, 0, "a", 30);
        kafka.sendMany(topic, 1, "b", 10);
        try (SourceDriver driver = new SourceDriver(earliest(topic, "maxOffsetsPerTrigger", "20"))) {
            String end = driver.latest(null);
            MicroBatchSource source = driver.source();
            assertThat(source.newest().orElseThrow().json()).isEqualTo(at(topic, 0, 30, 1, 10));
            assertThat(source.metrics(Optional.of(new io.millrace.spi.source.Offset(end))))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "minOffsetsBehindLatest", "5",
                            "maxOffsetsBehindLatest", "15",
                            "avgOffsetsBehindLatest", "10.0"));
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

    private static void assertCondition(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String condition) {
        assertThatThrownBy(action)
                .isInstanceOf(MillraceThrowable.class)
                .satisfies(e -> assertThat(((MillraceThrowable) e).getCondition())
                        .as(e.toString())
                        .isEqualTo(condition));
    }
}

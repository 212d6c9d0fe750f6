package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.source.MicroBatchSource;
import io.millrace.tests.kafka.SourceDriver.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a Kafka source starts, how far a batch goes, and what is noted of that. */
@Timeout(120)
class KafkaOffsetsTest extends WithBroker {
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
}

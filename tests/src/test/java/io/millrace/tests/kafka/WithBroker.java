package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceThrowable;
import io.millrace.tests.kafka.SourceDriver.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker for the tests of a class, and what they ask a source with. */
abstract class WithBroker {
    @TempDir
    static Path directory;

    static KafkaFixture kafka;

    @BeforeAll
    static void start() {
        kafka = new KafkaFixture(directory);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    static Map<String, String> options(String... namesAndValues) {
        return SourceDriver.options(kafka.servers(), namesAndValues);
    }

    static Map<String, String> earliest(String topic, String... more) {
        Map<String, String> options = options(more);
        options.put("subscribe", topic);
        options.put("startingOffsets", "earliest");
        return options;
    }

    static List<String> values(List<Row> rows) {
        return rows.stream().map(Row::value).toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String at(String topic, Object... partitionsAndOffsets) {
        StringBuilder json = new StringBuilder("{\"" + topic + "\":{");
        for (int i = 0; i < partitionsAndOffsets.length; i += 2) {
            json.append(i > 0 ? "," : "").append("\"" + partitionsAndOffsets[i] + "\":" + partitionsAndOffsets[i + 1]);
        }
        return json.append("}}").toString();
    }

    /** Ends of batches follow arrivals; a test that counts on one asks until it is there. */
    static String awaitLatest(SourceDriver driver, String start, String wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String latest = driver.latest(start);
        while (!latest.equals(wanted) && System.nanoTime() < deadline) {
            latest = driver.latest(start);
        }
        assertThat(latest).isEqualTo(wanted);
        return latest;
    }

    static void assertCondition(
            ThrowingCallable action, String condition) {
        assertThatThrownBy(action)
                .isInstanceOf(MillraceThrowable.class)
                .satisfies(e -> assertThat(((MillraceThrowable) e).getCondition())
                        .as(e.toString())
                        .isEqualTo(condition));
    }
}

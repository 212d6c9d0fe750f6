package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TriggerLimitsTest {
    /** A clock that moves when it is told to. */
    private static final class ManualClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("withZone");
        }

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }
    }

    @Test
    void waitsForEnoughRecordsOrForTheDelay(@TempDir Path directory) throws Exception {
        ManualClock clock = new ManualClock();
        try (KafkaFixture kafka = new KafkaFixture(directory)) {
            String topic = kafka.topic(1);
            try (SourceDriver driver = new SourceDriver(
                    SourceDriver.options(
                            kafka.servers(),
                            "subscribe",
                            topic,
                            "startingOffsets",
                            "earliest",
                            "minOffsetsPerTrigger",
                            "10",
                            "maxTriggerDelay",
                            "1m"),
                    new MemoryStore(),
                    clock)) {
                kafka.sendMany(topic, 0, "a", 3);
                String first = "{\"" + topic + "\":{\"0\":3}}";
                assertThat(driver.latest(null)).isEqualTo(first);
                kafka.sendMany(topic, 0, "b", 9);
                assertThat(driver.latest(first)).isEqualTo(first);
                kafka.sendMany(topic, 0, "c", 1);
                String second = "{\"" + topic + "\":{\"0\":13}}";
                awaitLatest(driver, first, second);
                kafka.sendMany(topic, 0, "d", 1);
                assertThat(driver.latest(second)).isEqualTo(second);
                clock.advance(Duration.ofMinutes(1));
                awaitLatest(driver, second, "{\"" + topic + "\":{\"0\":14}}");
            }
        }
    }

    private static void awaitLatest(SourceDriver driver, String start, String wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String latest = driver.latest(start);
        while (!latest.equals(wanted) && System.nanoTime() < deadline) {
            latest = driver.latest(start);
        }
        assertThat(latest).isEqualTo(wanted);
    }
}

package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From topic to topic through the public API. */
@Timeout(120)
class KafkaStreamTest {
    @Test
    void goesOnFromItsCheckpointUnderALimit(@TempDir Path directory) throws Exception {
        try (KafkaFixture kafka = new KafkaFixture(directory.resolve("kafka"));
                Session session =
                        Session.builder().appName("kafka").master("local[2]").create()) {
            String in = kafka.topic(2);
            String out = kafka.topic(1);
            String checkpoint = directory.resolve("checkpoint").toString();
            kafka.sendMany(in, 0, "a", 13);
            kafka.sendMany(in, 1, "b", 12);

            StreamingQuery first = copy(session, kafka, in, out, checkpoint, Trigger.AvailableNow());
            assertThat(first.awaitTermination(60_000)).isTrue();
            assertThat(first.lastProgress().batchId()).isEqualTo(2);
            assertThat(first.lastProgress().sources()[0].description()).isEqualTo("KafkaV2[Subscribe[" + in + "]]");
            assertThat(first.lastProgress().sources()[0].metrics()).containsEntry("maxOffsetsBehindLatest", "0");
            assertThat(Path.of(checkpoint, "sources", "0", "0")).hasContent("\0v1\n{\"" + in + "\":{\"0\":0,\"1\":0}}");

            kafka.sendMany(in, 1, "c", 30);
            StreamingQuery second = copy(session, kafka, in, out, checkpoint, Trigger.ProcessingTime(0));
            second.processAllAvailable();
            kafka.sendMany(in, 0, "d", 5);
            second.processAllAvailable();
            second.stop();

            List<String> expected = IntStream.range(0, 4)
                    .boxed()
                    .flatMap(kind -> IntStream.range(0, new int[] {13, 12, 30, 5}[kind])
                            .mapToObj(i -> "abcd".charAt(kind) + "" + i))
                    .toList();
            assertThat(values(session, kafka, out)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(Files.exists(Path.of(checkpoint, "offsets", "2"))).isTrue();
        }
    }

    private static StreamingQuery copy(
            Session session, KafkaFixture kafka, String from, String to, String checkpoint, Trigger trigger)
            throws Exception {
        return session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", kafka.servers())
                .option("subscribe", from)
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", 10)
                .load()
                .selectExpr("value")
                .writeStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", kafka.servers())
                .option("topic", to)
                .option("checkpointLocation", checkpoint)
                .trigger(trigger)
                .start();
    }

    private static List<String> values(Session session, KafkaFixture kafka, String topic) {
        Dataset<Row> records = session.read()
                .format("kafka")
                .option("kafka.bootstrap.servers", kafka.servers())
                .option("subscribe", topic)
                .load();
        return records.selectExpr("CAST(value AS STRING)").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}

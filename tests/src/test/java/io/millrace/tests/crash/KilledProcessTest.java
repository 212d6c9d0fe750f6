package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.cli.kafka.EmbeddedKafka;
import io.millrace.tests.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is killed at any moment gives what a job gives that never was. */
class KilledProcessTest {
    private static final long SEED = 20_260_101;
    private static final int CHUNKS_PER_ROUND = 12;
    private static final int PARTITIONS = 2;

    @TempDir
    Path directory;

    /** Takes chunks of events to where the job finds them. */
    private interface Feed {
        void add(List<String> lines) throws Exception;
    }

    @Test
    void fromFilesToFiles() throws Exception {
        Path input = Files.createDirectory(directory.resolve("input"));
        Feed feed = new Feed() {
            private int number;

            @Override
            public void add(List<String> lines) throws IOException {
                Path hidden = Files.write(directory.resolve("next"), lines);
                Files.setLastModifiedTime(hidden, FileTime.fromMillis(1_767_225_600_000L + 1000L * number));
                Files.move(hidden, input.resolve(String.format(java.util.Locale.ROOT, "%05d.json", number++)));
            }
        };
        endure(feed, "files", input.toString(), session -> WindowJob.fromFiles(session, input));
    }

    @Test
    void fromATopicToFiles() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("broker"));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            broker.createTopic("events", PARTITIONS);
            Feed feed = lines -> {
                for (int i = 0; i < lines.size(); i++) {
                    byte[] value = lines.get(i).getBytes(StandardCharsets.UTF_8);
                    var unused = producer.send(new ProducerRecord<>("events", i % PARTITIONS, null, value));
                }
                producer.flush();
            };
            String[] topic = {broker.bootstrapServers(), "events"};
            endure(feed, "kafka", String.join(",", topic), session -> WindowJob.fromTopic(session, topic));
        }
    }

    private void endure(Feed feed, String kind, String input, Function<Session, Dataset<Row>> source) throws Exception {
        Checkpoint checkpoint = new Checkpoint(directory.resolve("checkpoint"));
        Path result = directory.resolve("result");
        Events events = new Events(SEED);
        Killer killer = new Killer(
                directory.resolve("printed"),
                checkpoint,
                new Moments(checkpoint, result, SEED + kind.length()),
                kind,
                input,
                checkpoint.directory().toString(),
                result.toString());
        for (int round = 0; !killer.isSatisfied(); round++) {
            assertThat(round).as("rounds").isLessThan(10 + 4 * Killer.rounds());
            for (int i = 0; i < CHUNKS_PER_ROUND; i++) {
                feed.add(events.next());
            }
            killer.killOnce();
        }
        // Chunks of a topic meet in one batch; the last two must not.
        for (List<String> chunk : events.end()) {
            feed.add(chunk);
            feed.add(chunk);
        }
        killer.finish();

        Path undisturbed = directory.resolve("undisturbed");
        try (Session session = WindowJob.open()) {
            WindowJob.run(source.apply(session), directory.resolve("undisturbed-checkpoint"), undisturbed);
            assertThat(session.read()
                            .schema("start timestamp, user string")
                            .json(result.toString())
                            .count())
                    .as("rows that the engine reads through the manifest")
                    .isEqualTo(Manifest.rows(result).size());
        }
        List<String> rows = Manifest.rows(result);
        assertThat(rows).hasSizeGreaterThan(Killer.rounds() * 3).doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> row.replaceFirst(",\"events\".*", "")))
                .as("a window and user is complete once")
                .doesNotHaveDuplicates();
        assertThat(rows).isEqualTo(Manifest.rows(undisturbed));
        checkpoint.requireComplete();
        new Checkpoint(directory.resolve("undisturbed-checkpoint")).requireComplete();
    }
}

package io.millrace.tests.demo;

import static io.millrace.tests.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.cli.Main;
import io.millrace.cli.kafka.EmbeddedKafka;
import io.millrace.tests.ChildJvm;
import io.millrace.tests.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The demo as a user runs it, with its broker, its producer and its job: killed, started again, and ended by itself. What it
 * has written is what plain Java computes from the records of the topic.
 */
class DemoTest {
    private static final Path WORK = Path.of("target", "demo").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int COMMITS_BEFORE_KILL = 4;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Path directory = WORK.resolve("directory");
    private final Path checkpoint = directory.resolve("checkpoints").resolve("files");

    @BeforeEach
    void empty() throws IOException {
        io.millrace.tests.spark.ChildJvm.delete(WORK);
        Files.createDirectories(WORK);
    }

    /** From the begin of the first run to the end of the second it takes long enough for a window to become complete. */
    @Test
    void writesEveryCompleteWindowOnce() throws Exception {
        try (ChildJvm first = demo("5m")) {
            eventually("the demo works", () -> !first.isAlive() || numbers("commits") >= COMMITS_BEFORE_KILL);
            assertThat(first.isAlive()).as(first.output()).isTrue();
            first.kill();
        }
        try (ChildJvm second = demo("14s")) {
            assertThat(second.exitCode(PATIENCE)).as(second.output()).isZero();
            assertThat(second.output()).contains("Going on in ", "clicks sent", "What to look at next:");
        }

        TopicFile topic;
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("kafka"))) {
            topic = TopicFile.copy(broker.bootstrapServers(), "clicks", WORK.resolve("clicks.tsv"));
        }
        Path sales = directory.resolve("sales");
        ExpectedSales expected =
                new ExpectedSales(topic, directory.resolve("pages.csv"), checkpoint.resolve("offsets"));
        expected.run(Manifest.newestBatch(sales));

        assertThat(rows(sales)).isEqualTo(expected.written());
        assertThat(expected.windows()).as("complete windows").isPositive();
        assertThat(expected.tooLate()).as("clicks that came too late").isPositive();
        assertThat(expected.open()).as("windows that are not complete").isPositive();
        assertThat(Manifest.newestBatch(sales))
                .as("only the last batch may have been cut off between sink and commit log")
                .isBetween(numbers("commits") - 1, numbers("commits"));
    }

    private ChildJvm demo(String time) {
        return ChildJvm.start(
                WORK, Main.class, "demo", "--for", time, "--rate", "5000", "--directory", directory.toString());
    }

    /** How many batches a log of the file query has. */
    private long numbers(String log) throws IOException {
        Path path = checkpoint.resolve(log);
        if (!Files.isDirectory(path)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .count();
        }
    }

    private static List<Sale> rows(Path sales) throws IOException {
        List<Sale> rows = new ArrayList<>();
        for (String line : Manifest.rows(sales)) {
            rows.add(Sale.of(JSON.readTree(line)));
        }
        return rows.stream().sorted(Sale.ORDER).toList();
    }
}

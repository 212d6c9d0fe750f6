package io.millrace.tests.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.tests.JsonFiles;
import io.millrace.tests.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A query without state moves from Millrace to Spark and back: each goes on from the checkpoint and the manifest that the
 * other left behind, and every row is in the result once.
 */
class SparkContinuesTest {
    private static final Path SOURCES = Path.of("src", "test", "java").toAbsolutePath();
    private static final Path WORK = Path.of("target", "continues").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path checkpoint = WORK.resolve("checkpoint");
    private final Path result = WORK.resolve("result");
    private JsonFiles input;
    private int files;

    @Test
    void andMillraceGoesOnAfterIt() throws Exception {
        assumeTrue(Replay.runsSpark(), "Spark is not asked in this build");
        ChildJvm.delete(WORK);
        input = new JsonFiles(WORK.resolve("input"));
        List<String> arguments = Stream.of(input.directory(), checkpoint, result)
                .map(Path::toString)
                .toList();
        SparkProgram spark = SparkProgram.compile(SOURCES, CopyNumbers.class.getName());

        addFiles(2);
        assertThat(onMillrace(arguments)).isEqualTo(expectedText());
        requireEveryBatchOnce();
        JsonNode identity = new JsonMapper().readTree(Files.readString(checkpoint.resolve("metadata")));

        addFiles(4);
        assertThat(spark.run(arguments, ChildJvm.Person.ABSENT)).isEqualTo(expectedText());
        requireEveryBatchOnce();

        addFiles(4);
        assertThat(onMillrace(arguments)).isEqualTo(expectedText());
        requireEveryBatchOnce();

        assertThat(Manifest.isCompacted(result)).isTrue();
        assertThat(new JsonMapper().readTree(Files.readString(checkpoint.resolve("metadata"))))
                .as("the query's id")
                .isEqualTo(identity);
    }

    /** Each with a number, a text, and a row that the query leaves out. */
    private void addFiles(int count) {
        for (int i = 0; i < count; i++) {
            input.add(List.of("{\"n\":" + files + ",\"text\":\"" + text(files) + "\"}", "{\"n\":-1}"));
            files++;
        }
    }

    private static String text(int number) {
        return "하나 & " + number;
    }

    private String expectedText() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, files).forEach(n -> text.append(n + " " + text(n) + "\n"));
        return text.toString();
    }

    private static String onMillrace(List<String> arguments) throws IOException, InterruptedException {
        List<String> options = List.of(
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return ChildJvm.run(
                options, CopyNumbers.class.getName(), arguments, WORK.resolve("jvm"), LIMIT, ChildJvm.Person.ABSENT);
    }

    /** One batch for each file in both logs of the checkpoint, and the rows once in the files that the manifest names. */
    private void requireEveryBatchOnce() throws IOException {
        List<String> batches =
                IntStream.range(0, files).mapToObj(Integer::toString).sorted().toList();
        assertThat(entries("offsets")).isEqualTo(batches);
        assertThat(entries("commits")).isEqualTo(batches);
        assertThat(Manifest.newestBatch(result)).isEqualTo(files - 1);
        List<String> rows = IntStream.range(0, files)
                .mapToObj(n -> "{\"n\":" + n + ",\"text\":\"" + text(n) + "\"}")
                .sorted()
                .toList();
        assertThat(Manifest.rows(result)).isEqualTo(rows);
    }

    private List<String> entries(String log) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> found = Files.list(checkpoint.resolve(log))) {
            found.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .sorted(Comparator.naturalOrder())
                    .forEach(names::add);
        }
        return names;
    }
}

package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Session;
import io.millrace.tests.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a batch forces to disk and in which order, as the JVM's own recorder sees it. A killed process shows nothing of this:
 * only loss of power would.
 */
class ForcedWritesTest {
    @TempDir
    Path directory;

    private JsonFiles input;

    @BeforeEach
    void write() {
        input = new JsonFiles(directory.resolve("input"));
        Events events = new Events(1);
        input.add(events.next());
        input.add(events.next());
        events.end().forEach(input::add);
    }

    @Test
    void everyStepIsForcedBeforeTheNext() throws Exception {
        List<String> forced = forced(true);
        // The fourth batch is the first to write a file: the name of the output directory is forced with it.
        assertThat(ofBatch(3, forced))
                .containsExactly(
                        "checkpoint/sources/0/.3.tmp",
                        "checkpoint/sources/0",
                        "checkpoint/offsets/.3.tmp",
                        "checkpoint/offsets",
                        "result/part",
                        "checkpoint/millrace/log/1",
                        "result",
                        ".",
                        "result/_spark_metadata/.3.tmp",
                        "result/_spark_metadata",
                        "checkpoint/commits/.3.tmp",
                        "checkpoint/commits");
        assertThat(forced).as("the names of new directories").contains("checkpoint", "checkpoint/millrace");
    }

    @Test
    void nothingIsForcedWhenForcingIsOff() throws Exception {
        assertThat(forced(false)).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("result/_spark_metadata/3")))
                .hasSizeGreaterThan(1);
    }

    /** Runs the job and gives what was forced, in order, below the test's directory; names that are made up are cut. */
    private List<String> forced(boolean forcing) throws Exception {
        Path recorded = directory.resolve("recorded.jfr");
        try (Recording recording = new Recording();
                Session session = WindowJob.open()) {
            session.conf().set("millrace.checkpoint.force", Boolean.toString(forcing));
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            WindowJob.run(
                    WindowJob.fromFiles(session, input.directory()),
                    directory.resolve("checkpoint"),
                    directory.resolve("result"));
            recording.stop();
            recording.dump(recorded);
        }
        return RecordingFile.readAllEvents(recorded).stream()
                .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(directory))
                .map(path -> directory.relativize(path).toString())
                .map(path -> path.isEmpty() ? "." : path)
                .map(path -> path.replaceFirst("/(\\.\\d+)\\.[0-9a-f-]+\\.tmp$", "/$1.tmp")
                        .replaceFirst("/part-.*", "/part"))
                .toList();
    }

    private static List<String> ofBatch(int batch, List<String> forced) throws IOException {
        return forced.subList(
                forced.indexOf("checkpoint/sources/0/." + batch + ".tmp"),
                forced.lastIndexOf("checkpoint/commits/." + batch + ".tmp") + 2);
    }
}

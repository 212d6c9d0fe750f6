package io.millrace.tests.crash;

import static io.millrace.tests.Eventually.becomes;
import static io.millrace.tests.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Session;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.streaming.StreamingQuery;
import io.millrace.tests.ChildJvm;
import io.millrace.tests.JsonFiles;
import io.millrace.tests.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one checkpoint: one of them fails, and nothing is written twice. */
class TwoProcessesTest {
    private static final Duration WITHOUT_NEWS = Duration.ofMillis(200);
    private static final int MOST_FILES = 200;

    @TempDir
    Path directory;

    @Test
    void oneOfThemFails() throws Exception {
        JsonFiles input = new JsonFiles(directory.resolve("input"));
        Checkpoint checkpoint = new Checkpoint(directory.resolve("checkpoint"));
        Path result = directory.resolve("result");
        int files = 0;
        input.add(files++);
        try (Session session = WindowJob.open();
                ChildJvm child = ChildJvm.start(
                        directory,
                        CopyProgram.class,
                        input.directory().toString(),
                        checkpoint.directory().toString(),
                        result.toString())) {
            eventually("the other process has run a batch", () -> checkpoint.committed() == 1 || !child.isAlive());
            StreamingQuery query = CopyProgram.start(session, input.directory(), checkpoint.directory(), result);
            while (query.isActive() && child.isAlive() && files < MOST_FILES) {
                input.add(files++);
                becomes(WITHOUT_NEWS, () -> !query.isActive() || !child.isAlive());
            }
            if (query.isActive()) {
                assertThat(child.output()).contains("FAILED", "CONCURRENT_STREAM_LOG_UPDATE", "40000");
                query.processAllAvailable();
            } else {
                assertThat(((MillraceThrowable) query.exception().orElseThrow().cause()).getCondition())
                        .isEqualTo("CONCURRENT_STREAM_LOG_UPDATE");
                child.kill();
                StreamingQuery again = CopyProgram.start(session, input.directory(), checkpoint.directory(), result);
                again.processAllAvailable();
            }
        }
        List<String> expected = IntStream.range(0, files)
                .mapToObj(n -> "{\"n\":" + n + "}")
                .sorted()
                .toList();
        assertThat(Manifest.rows(result)).isEqualTo(expected);
    }
}

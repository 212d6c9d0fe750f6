package io.millrace.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.tests.JsonFiles;
import io.millrace.tests.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A query that is stopped while it works, again and again, gives what one gives that never was. Stopping interrupts the
 * thread of the query, which may be in the middle of any step.
 */
class StoppedQueryTest {
    private static final long SEED = 7;
    private static final int STOPS = 6 * Killer.rounds();
    private static final int FILES_BETWEEN = 5;

    @TempDir
    Path directory;

    @Test
    void losesAndRepeatsNothing() throws Exception {
        JsonFiles input = new JsonFiles(directory.resolve("input"));
        Checkpoint checkpoint = new Checkpoint(directory.resolve("checkpoint"));
        Path result = directory.resolve("result");
        Events events = new Events(SEED);
        Moments moments = new Moments(checkpoint, result, SEED);
        try (Session session = WindowJob.open()) {
            for (int stop = 0; stop < STOPS; stop++) {
                for (int i = 0; i < FILES_BETWEEN; i++) {
                    input.add(events.next());
                }
                Moments.Moment moment = moments.next();
                StreamingQuery query = WindowJob.start(
                        WindowJob.fromFiles(session, input.directory()), checkpoint.directory(), result);
                moment.await(query::isActive);
                query.stop();
                assertThat(query.exception()).isEmpty();
            }
            for (List<String> chunk : events.end()) {
                input.add(chunk);
            }
            WindowJob.run(WindowJob.fromFiles(session, input.directory()), checkpoint.directory(), result);
            Path undisturbed = directory.resolve("undisturbed");
            WindowJob.run(
                    WindowJob.fromFiles(session, input.directory()),
                    directory.resolve("undisturbed-checkpoint"),
                    undisturbed);

            assertThat(Manifest.files(result)).allMatch(Files::exists);
            assertThat(Manifest.rows(result))
                    .hasSizeGreaterThan(STOPS)
                    .doesNotHaveDuplicates()
                    .isEqualTo(Manifest.rows(undisturbed));
            checkpoint.requireComplete();
        }
    }
}

package io.millrace.tests.crash;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQueryException;
import io.millrace.streaming.Trigger;
import io.millrace.tests.JsonFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sink that fails when its batch is whole, before the engine hears of it. By then state has changed in memory and on
 * disk; the next start, in the same process, must begin from the state before.
 */
class FailingSinkTest {
    private static final long SEED = 42;
    private static final int FILES = 30;
    private static final int FAILURES = Math.min(Killer.rounds(), FILES / 2);

    @TempDir
    Path directory;

    private JsonFiles input;

    @BeforeEach
    void write() {
        input = new JsonFiles(directory.resolve("input"));
        Events events = new Events(SEED);
        for (int i = 0; i < FILES; i++) {
            input.add(events.next());
        }
        events.end().forEach(input::add);
    }

    @Test
    void countsInUpdateMode() throws Exception {
        compare("update");
    }

    @Test
    void windowsInAppendMode() throws Exception {
        compare("append");
    }

    @Test
    void everythingInCompleteMode() throws Exception {
        compare("complete");
    }

    /** Each batch holds the same rows whether batches failed or not. */
    private void compare(String mode) throws Exception {
        Map<Long, List<String>> undisturbed = new ConcurrentSkipListMap<>();
        run(mode, "undisturbed", undisturbed, new HashSet<>());
        Set<Long> failing = new HashSet<>();
        Random random = new Random(SEED);
        while (failing.size() < FAILURES) {
            failing.add((long) random.nextInt(FILES));
        }
        Map<Long, List<String>> disturbed = new ConcurrentSkipListMap<>();
        int runs = 1;
        while (!run(mode, "disturbed", disturbed, failing)) {
            runs++;
        }
        assertThat(runs).isEqualTo(FAILURES + 1);
        assertThat(disturbed).isEqualTo(undisturbed);
        new Checkpoint(directory.resolve("disturbed")).requireComplete();
    }

    /** Whether the query came to its end; batches that are to fail do so once. */
    private boolean run(String mode, String checkpoint, Map<Long, List<String>> sink, Set<Long> failing)
            throws Exception {
        try (Session session = WindowJob.open()) {
            WindowJob.fromFiles(session, input.directory())
                    .withWatermark("at", "10 seconds")
                    .groupBy(window(col("at"), "10 seconds"), col("user"))
                    .agg(count(lit(1)), sum(col("amount")))
                    .writeStream()
                    .outputMode(mode)
                    .option("checkpointLocation", directory.resolve(checkpoint).toString())
                    .trigger(Trigger.AvailableNow())
                    .foreachBatch((Dataset<Row> rows, Long batchId) -> {
                        sink.put(
                                batchId,
                                rows.collectAsList().stream()
                                        .map(Row::toString)
                                        .sorted()
                                        .toList());
                        if (failing.remove(batchId)) {
                            throw new IllegalStateException("batch " + batchId + " fails on purpose");
                        }
                    })
                    .start()
                    .awaitTermination();
            return true;
        } catch (StreamingQueryException e) {
            assertThat(e.getMessage()).contains("fails on purpose");
            return false;
        }
    }
}

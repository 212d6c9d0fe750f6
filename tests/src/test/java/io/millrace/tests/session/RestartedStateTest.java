package io.millrace.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What duplicates and limits remember lives in the checkpoint: each batch of these tests runs in a session of its own. */
class RestartedStateTest {
    @TempDir
    private Path directory;

    private Path input;
    private int files;

    @BeforeEach
    void makeInput() throws Exception {
        input = Files.createDirectory(directory.resolve("in"));
    }

    /** Adds a file, runs a query until there is nothing left, and gives what it wrote. */
    private List<String> batch(UnaryOperator<Dataset<Row>> operation, String... lines) throws Exception {
        Files.writeString(input.resolve(files++ + ".json"), String.join("\n", lines) + "\n");
        List<String> rows = new ArrayList<>();
        try (Session session =
                Session.builder().master("local[2]").getOrCreate().newSession()) {
            Dataset<Row> events = session.readStream()
                    .schema("t TIMESTAMP, k STRING")
                    .json(input.toString())
                    .withWatermark("t", "10 seconds");
            StreamingQuery query = operation
                    .apply(events)
                    .select("k")
                    .writeStream()
                    .foreachBatch((batch, id) -> batch.collectAsList().forEach(row -> rows.add(row.getString(0))))
                    .option(
                            "checkpointLocation",
                            directory.resolve("checkpoint").toString())
                    .trigger(Trigger.AvailableNow())
                    .start();
            query.awaitTermination();
        }
        return rows;
    }

    private static String event(int second, String key) {
        return String.format(Locale.ROOT, "{\"t\":\"2024-01-01T00:00:%02dZ\",\"k\":\"%s\"}", second, key);
    }

    @Test
    void aKeyIsKnownAfterARestart() throws Exception {
        UnaryOperator<Dataset<Row>> distinct = rows -> rows.dropDuplicates("k");
        assertThat(batch(distinct, event(1, "a"), event(2, "a"), event(3, "b"))).containsExactlyInAnyOrder("a", "b");
        assertThat(batch(distinct, event(4, "b"), event(5, "c"))).containsExactly("c");
        assertThat(batch(distinct, event(5, "a"), event(5, "c"))).isEmpty();
    }

    @Test
    void aKeyIsForgottenWhenTheWatermarkHasPassedIt() throws Exception {
        UnaryOperator<Dataset<Row>> within = rows -> rows.dropDuplicatesWithinWatermark("k");
        assertThat(batch(within, event(1, "a"), event(30, "b"))).containsExactlyInAnyOrder("a", "b");
        assertThat(batch(within, event(25, "a"), event(31, "b"))).containsExactly("a");
    }

    @Test
    void aLimitCountsOverAllRuns() throws Exception {
        UnaryOperator<Dataset<Row>> limit = rows -> rows.limit(3);
        assertThat(batch(limit, event(1, "a"), event(2, "b"))).hasSize(2);
        assertThat(batch(limit, event(3, "c"), event(4, "d"))).hasSize(1);
        assertThat(batch(limit, event(5, "e"))).isEmpty();
    }
}

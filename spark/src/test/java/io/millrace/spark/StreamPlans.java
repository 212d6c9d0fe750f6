package io.millrace.spark;

import static io.millrace.Functions.col;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.window;
import static io.millrace.spark.OnAnEngine.assertRows;
import static io.millrace.spark.OnAnEngine.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ForeachWriter;
import io.millrace.Row;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryException;
import io.millrace.streaming.StreamingQueryListener;
import io.millrace.streaming.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streaming queries and what they call. */
interface StreamPlans extends OnAnEngine {
    @Test
    default void foreachBatch() throws Exception {
        Path input = Files.createDirectory(directory().resolve("in"));
        Files.writeString(input.resolve("a.json"), "{\"k\":\"x\",\"v\":1}\n{\"k\":\"y\",\"v\":2}\n");
        Files.writeString(input.resolve("b.json"), "{\"k\":\"x\",\"v\":3}\n");
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        StreamingQuery query = session()
                .readStream()
                .schema("k STRING, v BIGINT")
                .option("maxFilesPerTrigger", 1)
                .json(input.toString())
                .filter("v > 1")
                .writeStream()
                .foreachBatch((rows, batchId) -> {
                    rows.createOrReplaceTempView("batch");
                    long total = rows.sparkSession()
                            .sql("SELECT coalesce(sum(v), 0) FROM batch")
                            .head()
                            .getLong(0);
                    seen.add(batchId + ": " + rows.count() + " rows, " + total + ", "
                            + rows.schema().toDDL());
                })
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory().resolve("checkpoint").toString())
                .queryName("plans")
                .start();
        assertThat(query.awaitTermination(60_000)).isTrue();
        assertThat(seen).containsExactly("0: 1 rows, 2, k STRING,v BIGINT", "1: 1 rows, 3, k STRING,v BIGINT");
        assertThat(query.name()).isEqualTo("plans");
        assertThat(query.exception()).isEmpty();
        assertThat(query.lastProgress().batchId()).isEqualTo(1);
    }

    @Test
    default void failureOfForeachBatch() throws Exception {
        Path input = Files.createDirectory(directory().resolve("failing"));
        Files.writeString(input.resolve("a.json"), "{\"v\":1}\n");
        StreamingQuery query = session()
                .readStream()
                .schema("v BIGINT")
                .json(input.toString())
                .writeStream()
                .foreachBatch((rows, batchId) -> {
                    throw new IOException("disk full");
                })
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory().resolve("checkpoint2").toString())
                .start();
        assertThatThrownBy(() -> query.awaitTermination(60_000))
                .isInstanceOf(StreamingQueryException.class)
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("STREAM_FAILED"))
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("disk full");
        assertThat(query.exception()).isPresent();
        assertThat(query.isActive()).isFalse();
    }

    @Test
    default void aggregatedStreamIntoMemory() throws Exception {
        Path input = Files.createDirectory(directory().resolve("timed"));
        Files.writeString(input.resolve("a.json"), """
                {"t":"2024-01-01T00:00:01Z","v":1}
                {"t":"2024-01-01T00:00:07Z","v":2}
                {"t":"2024-01-01T00:01:00Z","v":4}
                """);
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        StreamingQueryListener listener = new StreamingQueryListener() {
            @Override
            public void onQueryStarted(QueryStartedEvent event) {
                events.add("started " + event.name());
            }

            @Override
            public void onQueryProgress(QueryProgressEvent event) {
                events.add("progress " + event.progress().batchId());
            }

            @Override
            public void onQueryTerminated(QueryTerminatedEvent event) {
                events.add("terminated " + event.exception().isPresent());
            }
        };
        session().streams().addListener(listener);
        StreamingQuery query = session()
                .readStream()
                .schema("t TIMESTAMP, v BIGINT")
                .json(input.toString())
                .withWatermark("t", "5 seconds")
                .groupBy(window(col("t"), "10 seconds"))
                .agg(sum("v").as("total"))
                .select("window.start", "total")
                .writeStream()
                .format("memory")
                .queryName("totals")
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory().resolve("checkpoint3").toString())
                .start();
        assertThat(query.awaitTermination(120_000)).isTrue();
        assertRows(session().table("totals").select("total"), "total BIGINT", row(3L));
        assertThat(query.lastProgress().stateOperators()).hasSize(1);
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!events.contains("terminated false") && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000);
        }
        session().streams().removeListener(listener);
        assertThat(events).startsWith("started totals", "progress 0").endsWith("terminated false");
        assertThat(session().streams().active()).isEmpty();
    }

    /** Writes what it gets into files; a copy of it runs in each task. */
    final class IntoFiles extends ForeachWriter<Row> {
        private static final long serialVersionUID = 1L;

        private final String target;
        private final ArrayList<String> lines = new ArrayList<>();
        private long partition;

        IntoFiles(String target) {
            this.target = target;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            partition = partitionId;
            return true;
        }

        @Override
        public void process(Row row) {
            lines.add(row.json());
        }

        @Override
        public void close(Throwable errorOrNull) {
            try {
                Files.write(Path.of(target, "part" + partition), lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    default void foreachRow() throws Exception {
        Path input = Files.createDirectory(directory().resolve("rows"));
        Path written = Files.createDirectory(directory().resolve("written"));
        Files.writeString(input.resolve("a.json"), "{\"v\":1}\n{\"v\":2}\n");
        StreamingQuery query = session()
                .readStream()
                .schema("v BIGINT")
                .json(input.toString())
                .writeStream()
                .foreach(new IntoFiles(written.toString()))
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory().resolve("checkpoint4").toString())
                .start();
        assertThat(query.awaitTermination(60_000)).isTrue();
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        assertThat(lines).containsExactlyInAnyOrder("{\"v\":1}", "{\"v\":2}");
    }
}

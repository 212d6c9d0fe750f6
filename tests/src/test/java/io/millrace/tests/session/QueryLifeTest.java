package io.millrace.tests.session;

import static io.millrace.tests.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.function.VoidFunction2;
import io.millrace.streaming.DataStreamWriter;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryException;
import io.millrace.streaming.StreamingQueryProgress;
import io.millrace.streaming.Trigger;
import io.millrace.tests.JsonFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start, triggers, stop, failure and restart of a query as its program sees them. */
class QueryLifeTest {
    @TempDir
    Path directory;

    private Session session;
    private JsonFiles input;

    @BeforeEach
    void open() {
        session = Session.builder().master("local[2]").create();
        input = new JsonFiles(directory.resolve("input"));
    }

    @AfterEach
    void close() {
        session.stop();
    }

    private DataStreamWriter<Row> writer() {
        return input.stream(session)
                .writeStream()
                .option("checkpointLocation", directory.resolve("checkpoint").toString());
    }

    private StreamingQuery start(VoidFunction2<Dataset<Row>, Long> function) throws Exception {
        return writer().foreachBatch(function).start();
    }

    private static List<Long> numbers(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(row -> row.getLong(0)).sorted().toList();
    }

    private boolean logged(String log, long batchId) {
        return Files.exists(directory.resolve("checkpoint").resolve(log).resolve(Long.toString(batchId)));
    }

    // Stop and failure

    @Test
    void stopGivesTheRunningBatchUpAndTheNextStartRepeatsIt() throws Exception {
        input.add(1, 2);
        input.add(3, 4);
        CountDownLatch inSecondBatch = new CountDownLatch(1);
        AtomicReference<List<Long>> seen = new AtomicReference<>();
        StreamingQuery first = start((rows, batchId) -> {
            if (batchId == 1) {
                seen.set(numbers(rows));
                inSecondBatch.countDown();
                new CountDownLatch(1).await();
            }
        });
        inSecondBatch.await();
        input.add(5, 6);
        first.stop();
        assertThat(first.isActive()).isFalse();
        assertThat(first.exception()).isEmpty();
        assertThat(logged("offsets", 1)).isTrue();
        assertThat(logged("commits", 1)).isFalse();
        byte[] range = Files.readAllBytes(directory.resolve("checkpoint/offsets/1"));

        Map<Long, List<Long>> batches = new ConcurrentSkipListMap<>();
        StreamingQuery second = start((rows, batchId) -> batches.put(batchId, numbers(rows)));
        second.processAllAvailable();
        second.stop();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.runId()).isNotEqualTo(first.runId());
        assertThat(seen.get()).containsExactly(3L, 4L);
        assertThat(batches).isEqualTo(Map.of(1L, List.of(3L, 4L), 2L, List.of(5L, 6L)));
        assertThat(Files.readAllBytes(directory.resolve("checkpoint/offsets/1"))).isEqualTo(range);
        assertThat(logged("commits", 1)).isTrue();
    }

    @Test
    void aFailingSinkFailsTheQueryAndTheNextStartMakesItGood() throws Exception {
        for (long n = 0; n < 6; n++) {
            input.add(10 * n, 10 * n + 1);
        }
        Map<Long, List<Long>> sink = new ConcurrentSkipListMap<>();
        RecordingListener listener = new RecordingListener();
        session.streams().addListener(listener);
        Exception users = new java.io.IOException("the sink is full");
        List<Long> failing = new ArrayList<>(List.of(0L, 3L, 5L));
        int failures = 0;
        for (boolean done = false; !done; ) {
            StreamingQuery query = start((rows, batchId) -> {
                sink.put(batchId, numbers(rows));
                if (failing.remove(batchId)) {
                    throw users;
                }
            });
            try {
                query.processAllAvailable();
                done = true;
                query.stop();
            } catch (Exception e) {
                failures++;
                verifyFailure(query, e, users);
                eventually("the listener hears", () -> listener.end(query.runId()) != null);
                assertThat(listener.end(query.runId()).errorClassOnException())
                        .contains("FOREACH_BATCH_USER_FUNCTION_ERROR");
                assertThat(listener.end(query.runId()).exception().orElseThrow()).contains("the sink is full");
            }
        }
        assertThat(failures).isEqualTo(3);
        assertThat(sink.keySet()).containsExactlyElementsOf(LongStream.range(0, 6).boxed().toList());
        assertThat(sink.values().stream().flatMap(List::stream))
                .containsExactly(0L, 1L, 10L, 11L, 20L, 21L, 30L, 31L, 40L, 41L, 50L, 51L);
    }

    private static void verifyFailure(StreamingQuery query, Exception thrown, Exception users) {
        assertThat(thrown).isInstanceOf(StreamingQueryException.class);
        assertThat(query.isActive()).isFalse();
        StreamingQueryException failure = query.exception().orElseThrow();
        assertThat(failure.getCondition()).isEqualTo("STREAM_FAILED");
        assertThat(failure.getMessage())
                .contains("FOREACH_BATCH_USER_FUNCTION_ERROR", "the sink is full", "=== Streaming Query ===");
        assertThat(failure.cause()).as("the user's own exception").isSameAs(users);
        assertThatThrownBy(query::awaitTermination).isInstanceOf(StreamingQueryException.class);
        assertThatThrownBy(() -> query.awaitTermination(1)).isInstanceOf(StreamingQueryException.class);
        assertThat(query.status().isTriggerActive()).isFalse();
        assertThat(query.status().message()).startsWith("Terminated with exception: ");
    }

    @Test
    void anOlderRunOfTheSameCheckpointIsStopped() throws Exception {
        input.add(1);
        StreamingQuery older = start((rows, batchId) -> {});
        older.processAllAvailable();
        StreamingQuery newer = start((rows, batchId) -> {});
        assertThat(older.isActive()).isFalse();
        assertThat(older.exception()).isEmpty();
        assertThat(newer.isActive()).isTrue();
        assertThat(newer.id()).isEqualTo(older.id());
        try (Session other = Session.builder().master("local[2]").create()) {
            StreamingQuery newest = input.stream(other)
                    .writeStream()
                    .option("checkpointLocation", directory.resolve("checkpoint").toString())
                    .foreachBatch((Dataset<Row> rows, Long batchId) -> {})
                    .start();
            assertThat(newer.isActive()).as("the run of another session, too").isFalse();
            assertThat(newest.isActive()).isTrue();
        }
    }

    // Listeners, waiting, progress

    @Test
    void listenersHearStartProgressAndEndInOrder() throws Exception {
        RecordingListener listener = new RecordingListener();
        session.streams().addListener(listener);
        input.add(1);
        input.add(2);
        StreamingQuery query = start((rows, batchId) -> {});
        assertThat(listener.of(query.runId())).as("before start() returns").startsWith("started");
        query.processAllAvailable();
        query.stop();
        eventually("the end is heard", () -> listener.end(query.runId()) != null);
        assertThat(listener.of(query.runId())).containsExactly("started", "progress 0", "progress 1", "terminated");
        assertThat(listener.end(query.runId()).exception()).isEmpty();

        session.streams().removeListener(listener);
        StreamingQuery unheard = start((rows, batchId) -> {});
        unheard.stop();
        assertThat(listener.of(unheard.runId())).isEmpty();
    }

    @Test
    void aFailingListenerHarmsNobody() throws Exception {
        session.streams().addListener(new io.millrace.streaming.StreamingQueryListener() {
            @Override
            public void onQueryStarted(QueryStartedEvent event) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onQueryProgress(QueryProgressEvent event) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onQueryTerminated(QueryTerminatedEvent event) {
                throw new IllegalStateException("on purpose");
            }
        });
        RecordingListener listener = new RecordingListener();
        session.streams().addListener(listener);
        input.add(1);
        StreamingQuery query = start((rows, batchId) -> {});
        query.processAllAvailable();
        query.stop();
        assertThat(query.exception()).isEmpty();
        eventually("the other listener hears", () -> listener.end(query.runId()) != null);
    }

    @Test
    void processAllAvailableWaitsForWhatIsThere() throws Exception {
        StreamingQuery query = input.stream(session)
                .writeStream()
                .format("memory")
                .queryName("numbers")
                .start();
        query.processAllAvailable();
        assertThat(session.table("numbers").count()).isZero();
        long total = 0;
        for (int i = 0; i < 5; i++) {
            input.add(i);
            input.add(100 + i);
            total += 2;
            query.processAllAvailable();
            assertThat(session.table("numbers").count()).isEqualTo(total);
        }
        query.stop();
        query.processAllAvailable();
        assertThat(session.table("numbers").count()).as("after the end").isEqualTo(total);
    }

    @Test
    void waitingForTheEnd() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<StreamingQuery> self = new AtomicReference<>();
        AtomicReference<Throwable> ownThread = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        input.add(1);
        StreamingQuery query = start((rows, batchId) -> {
            known.await();
            try {
                self.get().awaitTermination();
            } catch (IllegalStateException e) {
                ownThread.set(e);
            }
            done.countDown();
        });
        self.set(query);
        known.countDown();
        done.await();
        assertThat(ownThread.get()).isInstanceOf(IllegalStateException.class);
        assertThat(query.awaitTermination(20)).isFalse();
        assertThatThrownBy(() -> query.awaitTermination(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> query.awaitTermination(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(session.streams().awaitAnyTermination(20)).isFalse();
        query.stop();
        query.stop();
        query.awaitTermination();
        assertThat(query.awaitTermination(1)).isTrue();
        assertThat(query.status().message()).isEqualTo("Stopped");
        assertThat(session.streams().awaitAnyTermination(1)).isTrue();
        session.streams().resetTerminated();
        assertThat(session.streams().awaitAnyTermination(20)).isFalse();
        assertThat(session.streams().get(query.id())).isNull();
    }

    @Test
    void recentProgressIsBoundedAndOldestFirst() throws Exception {
        session.conf().set("spark.sql.streaming.numRecentProgressUpdates", "5");
        for (long n = 0; n < 8; n++) {
            input.add(n, n);
        }
        StreamingQuery query = writer()
                .foreachBatch((Dataset<Row> rows, Long batchId) -> {})
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        List<Long> batches = Arrays.stream(query.recentProgress())
                .filter(progress -> progress.numInputRows() > 0)
                .map(StreamingQueryProgress::batchId)
                .toList();
        assertThat(query.recentProgress()).hasSize(4);
        assertThat(batches).isSorted().endsWith(7L);
        StreamingQueryProgress last = query.recentProgress()[3];
        assertThat(query.lastProgress().json()).isEqualTo(last.json());
        assertThat(last.id()).isEqualTo(query.id());
        assertThat(last.runId()).isEqualTo(query.runId());
        assertThat(last.sources()).hasSize(1);
    }

    // Triggers

    @Test
    void availableNowKeepsTheLimitsAndEnds() throws Exception {
        input.add(1);
        input.add(2);
        input.add(3);
        Map<Long, List<Long>> batches = new ConcurrentSkipListMap<>();
        StreamingQuery query = writer()
                .foreachBatch((Dataset<Row> rows, Long batchId) -> batches.put(batchId, numbers(rows)))
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        assertThat(query.isActive()).isFalse();
        assertThat(batches).isEqualTo(Map.of(0L, List.of(1L), 1L, List.of(2L), 2L, List.of(3L)));
    }

    @Test
    void onceIsOneBatchWithoutLimits() throws Exception {
        input.add(1);
        input.add(2);
        Map<Long, List<Long>> batches = new ConcurrentSkipListMap<>();
        for (int run = 0; run < 2; run++) {
            StreamingQuery query = writer()
                    .foreachBatch((Dataset<Row> rows, Long batchId) -> batches.put(batchId, numbers(rows)))
                    .trigger(Trigger.Once())
                    .start();
            query.awaitTermination();
            input.add(3 + run);
        }
        assertThat(batches).isEqualTo(Map.of(0L, List.of(1L, 2L), 1L, List.of(3L)));
    }

    @Test
    void processingTimeTriggersAtMultiplesOfTheInterval() throws Exception {
        StreamingQuery query = session.readStream()
                .format("rate")
                .option("rowsPerSecond", 10)
                .load()
                .writeStream()
                .format("noop")
                .trigger(Trigger.ProcessingTime(1000))
                .start();
        eventually("some batches", () -> executed(query).size() >= 3);
        query.stop();
        List<Long> starts = executed(query);
        for (int i = 1; i < starts.size(); i++) {
            long due = starts.get(i - 1) / 1000 * 1000 + 1000;
            assertThat(starts.get(i)).as("not before its time").isGreaterThanOrEqualTo(due);
        }
    }

    /** When the batches of a query began, in milliseconds. */
    private static List<Long> executed(StreamingQuery query) {
        return Arrays.stream(query.recentProgress())
                .map(progress -> Instant.parse(progress.timestamp()).toEpochMilli())
                .toList();
    }
}

package io.millrace.tests.errors;

import static io.millrace.tests.Eventually.eventually;
import static io.millrace.tests.errors.Expected.error;
import static io.millrace.tests.errors.Expected.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.Dataset;
import io.millrace.ForeachWriter;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.cli.kafka.EmbeddedKafka;
import io.millrace.streaming.StreamingQuery;
import io.millrace.tests.JsonFiles;
import io.millrace.tests.errors.Scene.Attempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What ends a running query, and how its user learns of it. Where Spark has an IllegalStateException or an AssertionError
 * without a name for a broken checkpoint, we have conditions.
 */
class RunningQueryErrorTest {
    private static final Duration NO_HANG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private Session session;
    private Scene scene;

    @BeforeEach
    void open() {
        session = Session.builder()
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .create();
        scene = new Scene(session, directory);
    }

    @AfterEach
    void close() {
        session.stop();
    }

    record Case(String name, Attempt attempt, Expected expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case fails(String name, Attempt attempt, Expected cause) {
        return new Case(name, attempt, cause.insideQuery());
    }

    static Stream<Case> cases() {
        return Stream.of(data(), options(), userCode(), checkpoints()).flatMap(List::stream);
    }

    private static List<Case> data() {
        return List.of(
                fails(
                        "malformed JSON in FAILFAST mode",
                        scene -> scene.awaitStart(scene.nowhere(scene.lines("{\"n\":1}", "{\"n\":")
                                .option("mode", "FAILFAST")
                                .load())),
                        error(Exception.class, "FAILED_READ_FILE.NO_HINT", "KD001")),
                fails(
                        "malformed JSON for from_json in FAILFAST mode",
                        scene -> scene.awaitStart(scene.nowhere(texts(scene, "{\"n\":")
                                .selectExpr("from_json(value, 'n bigint', map('mode', 'FAILFAST')) as n"))),
                        error(Exception.class, "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", "22023")),
                fails(
                        "text that is no number",
                        scene -> scene.awaitStart(
                                scene.nowhere(texts(scene, "abc").selectExpr("cast(value as int)"))),
                        error(
                                NumberFormatException.class,
                                "CAST_INVALID_INPUT",
                                "22018",
                                "expression",
                                "'abc'",
                                "sourceType",
                                "\"STRING\"",
                                "targetType",
                                "\"INT\"")),
                fails(
                        "number too large",
                        scene -> scene.awaitStart(scene.nowhere(scene.lines("{\"n\":9223372036854775807}")
                                .load()
                                .selectExpr("n + 1"))),
                        error(ArithmeticException.class, "ARITHMETIC_OVERFLOW", "22003")));
    }

    private static Dataset<Row> texts(Scene scene, String... lines) {
        return scene.lines(lines).schema("value string").format("text").load();
    }

    private static List<Case> options() {
        return List.of(
                fails(
                        "files per trigger in words",
                        scene -> scene.awaitStart(scene.nowhere(scene.lines("{}")
                                .option("maxFilesPerTrigger", "many")
                                .load())),
                        plain(IllegalArgumentException.class)),
                fails(
                        "a file instead of a directory",
                        scene -> {
                            Path file = Files.writeString(scene.directory().resolve("single.json"), "{}");
                            scene.awaitStart(scene.nowhere(
                                    scene.reader("json").schema("n bigint").load(file.toString())));
                        },
                        plain(IllegalArgumentException.class)));
    }

    private static List<Case> userCode() {
        return List.of(fails(
                "user code in foreach",
                scene -> scene.awaitStart(
                        scene.lines("{\"n\":1}").load().writeStream().foreach(new Refusing())),
                plain(UnsupportedOperationException.class)));
    }

    /** Fails with each row. */
    private static final class Refusing extends ForeachWriter<Row> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean open(long partitionId, long epochId) {
            return true;
        }

        @Override
        public void process(Row value) {
            throw new UnsupportedOperationException("on purpose");
        }

        @Override
        public void close(Throwable errorOrNull) {}
    }

    // Checkpoints that somebody has changed

    private static List<Case> checkpoints() {
        return List.of(
                changed(
                        "first line of the offsets",
                        "offsets/1",
                        "hello",
                        error(Exception.class, "MALFORMED_LOG_FILE", "KD002", "text", "hello")),
                changed(
                        "version of the offsets",
                        "offsets/1",
                        "v9\n{}\n{\"logOffset\":1}",
                        error(Exception.class, "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION", "KD002")),
                changed(
                        "version of the commits",
                        "commits/1",
                        "v9\n{}",
                        error(Exception.class, "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION", "KD002")),
                changed("empty offsets", "offsets/1", "", error(Exception.class, "INCOMPLETE_LOG_FILE", "KD002")),
                changed(
                        "offsets of another number of sources",
                        "offsets/1",
                        "v1\n{}\n{\"logOffset\":1}\n{\"logOffset\":1}",
                        error(
                                Exception.class,
                                "SOURCE_COUNT_MISMATCH",
                                "42K03",
                                "checkpointCount",
                                "2",
                                "queryCount",
                                "1")),
                fails(
                        "lost offsets",
                        scene -> {
                            completeTwoBatches(scene);
                            Files.delete(scene.checkpoint().resolve("offsets/0"));
                            scene.awaitStart(scene.nowhere(counted(scene)).outputMode("update"));
                        },
                        error(Exception.class, "MISSING_LOG_BATCH", "KD002", "batchId", "0")),
                fails(
                        "two queries at once",
                        scene -> {
                            JsonFiles input = new JsonFiles(scene.directory().resolve("input"));
                            input.add(1);
                            StreamingQuery query =
                                    scene.nowhere(input.stream(scene.session())).start();
                            query.processAllAvailable();
                            Path log = scene.checkpoint().resolve("offsets");
                            Files.copy(log.resolve("0"), log.resolve("1"));
                            input.add(2);
                            scene.await(query);
                        },
                        error(Exception.class, "CONCURRENT_STREAM_LOG_UPDATE", "40000", "batchId", "1")),
                fails(
                        "damaged state",
                        scene -> {
                            completeTwoBatches(scene);
                            Path log = stateLog(scene);
                            byte[] bytes = Files.readAllBytes(log);
                            bytes[bytes.length / 3] ^= 0x10;
                            Files.write(log, bytes);
                            scene.awaitStart(scene.nowhere(counted(scene)).outputMode("update"));
                        },
                        error(Exception.class, "CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG", "58030")),
                fails(
                        "state cut off that is needed",
                        scene -> {
                            completeTwoBatches(scene);
                            Path log = stateLog(scene);
                            byte[] bytes = Files.readAllBytes(log);
                            Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 5));
                            scene.awaitStart(scene.nowhere(counted(scene)).outputMode("update"));
                        },
                        error(Exception.class, "CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG", "58030")),
                fails(
                        "another type of key",
                        scene -> {
                            completeTwoBatches(scene);
                            scene.awaitStart(scene.nowhere(scene.lines("{\"n\":3}")
                                            .load()
                                            .selectExpr("cast(n as string) as n")
                                            .groupBy("n")
                                            .count())
                                    .outputMode("update"));
                        },
                        error(Exception.class, "STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", "XXKST")),
                fails(
                        "another type of value",
                        scene -> {
                            completeTwoBatches(scene);
                            scene.awaitStart(scene.nowhere(scene.lines("{\"n\":3}")
                                            .load()
                                            .groupBy("n")
                                            .agg(io.millrace.Functions.max(io.millrace.Functions.lit("x"))))
                                    .outputMode("update"));
                        },
                        error(Exception.class, "STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", "XXKST")),
                fails(
                        "another operator",
                        scene -> {
                            completeTwoBatches(scene);
                            scene.awaitStart(
                                    scene.nowhere(scene.lines("{\"n\":3}").load()));
                        },
                        error(Exception.class, "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA", "42K03")));
    }

    /** A checkpoint of two batches in which one file now holds something else. */
    private static Case changed(String name, String file, String content, Expected cause) {
        return fails(
                name,
                scene -> {
                    completeTwoBatches(scene);
                    Files.writeString(scene.checkpoint().resolve(file), content);
                    scene.awaitStart(scene.nowhere(counted(scene)).outputMode("update"));
                },
                cause);
    }

    private static Dataset<Row> counted(Scene scene) {
        return new JsonFiles(scene.directory().resolve("input"))
                .stream(scene.session()).groupBy("n").count();
    }

    private static void completeTwoBatches(Scene scene) throws Exception {
        JsonFiles input = new JsonFiles(scene.directory().resolve("input"));
        input.add(1, 2, 3);
        input.add(2, 3, 4);
        scene.complete(scene.nowhere(counted(scene)).outputMode("update"));
    }

    private static Path stateLog(Scene scene) throws Exception {
        try (Stream<Path> segments = Files.list(scene.checkpoint().resolve("millrace/log"))) {
            return segments.max(java.util.Comparator.comparingLong(
                            segment -> Long.parseLong(segment.getFileName().toString())))
                    .orElseThrow();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsTheQuery(Case row) {
        Throwable thrown = catchThrowable(() -> row.attempt().run(scene));
        assertThat(thrown).as("an error").isNotNull();
        row.expected().verify(thrown);
    }

    // What must not end a query

    @Test
    void stateCutOffInTheBatchThatRunsAgainIsNoError() throws Exception {
        completeTwoBatches(scene);
        Path log = stateLog(scene);
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 5));
        Files.delete(scene.checkpoint().resolve("commits/1"));
        List<Row> repeated = new java.util.concurrent.CopyOnWriteArrayList<>();
        scene.complete(counted(scene)
                .orderBy("n")
                .writeStream()
                .outputMode("complete")
                .option("checkpointLocation", scene.checkpoint().toString())
                .foreachBatch((Dataset<Row> rows, Long batchId) -> {
                    assertThat(batchId).isEqualTo(1);
                    repeated.addAll(rows.collectAsList());
                }));
        assertThat(repeated.stream().map(row -> row.getLong(0) + "=" + row.getLong(1)))
                .containsExactly("1=1", "2=2", "3=2", "4=1");
    }

    @Test
    void malformedJsonInTheOtherModes() throws Exception {
        assertThat(read("PERMISSIVE")).containsExactly("1,null", "null,{\"n\":", "null,{\"n\":\"x\"}", "2,null");
        assertThat(read("DROPMALFORMED")).containsExactly("1,null", "2,null");
    }

    private List<String> read(String mode) throws Exception {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        JsonFiles input = new JsonFiles(directory.resolve(mode));
        input.add(List.of("{\"n\":1}", "{\"n\":", "{\"n\":\"x\"}", "{\"n\":2}"));
        scene.complete(session.readStream()
                .schema("n bigint, _corrupt_record string")
                .option("mode", mode)
                .json(input.directory().toString())
                .writeStream()
                .foreachBatch((Dataset<Row> rows, Long batchId) ->
                        rows.collectAsList().forEach(row -> seen.add(row.get(0) + "," + row.get(1)))));
        return seen;
    }

    // Kafka

    @Test
    void aTopicThatIsNotThere() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("broker"))) {
            failsInTime(
                    broker.bootstrapServers(),
                    error(
                            Exception.class,
                            "KAFKA_TOPIC_NOT_FOUND",
                            "42K03",
                            "topic",
                            "nowhere",
                            "servers",
                            broker.bootstrapServers()));
        }
    }

    @Test
    void aBrokerThatDoesNotAnswer() throws Exception {
        int port;
        try (java.net.ServerSocket closedAgain = new java.net.ServerSocket(0)) {
            port = closedAgain.getLocalPort();
        }
        failsInTime(
                "localhost:" + port,
                error(Exception.class, "KAFKA_UNREACHABLE", "08001", "servers", "localhost:" + port));
    }

    private void failsInTime(String servers, Expected expected) {
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(() -> scene.awaitStart(scene.nowhere(scene.reader("kafka")
                .option("kafka.bootstrap.servers", servers)
                .option("kafka.default.api.timeout.ms", 3000)
                .option("kafka.request.timeout.ms", 2000)
                .option("kafka.max.block.ms", 3000)
                .option("fetchOffset.numRetries", 1)
                .option("subscribe", "nowhere")
                .load())));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NO_HANG);
        expected.insideQuery().verify(thrown);
        eventually("nothing runs any more", () -> session.streams().active().length == 0);
    }
}

package io.millrace.tests.errors;

import static io.millrace.Functions.col;
import static io.millrace.Functions.window;
import static io.millrace.tests.errors.Expected.error;
import static io.millrace.tests.errors.Expected.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.AnalysisException;
import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.catalyst.parser.ParseException;
import io.millrace.streaming.Trigger;
import io.millrace.tests.errors.Scene.Attempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that must be refused, where they are defined or where they start, and how. */
class StreamErrorTest {
    record Case(String name, Attempt attempt, Expected expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(sources(), eventTime(), plans(), sinks(), triggers()).flatMap(List::stream);
    }

    private static Case analysis(String name, Attempt attempt, String condition, String state, String... parameters) {
        return new Case(name, attempt, error(AnalysisException.class, condition, state, parameters));
    }

    private static Case illegal(String name, Attempt attempt) {
        return new Case(name, attempt, plain(IllegalArgumentException.class));
    }

    private static List<Case> sources() {
        return List.of(
                new Case(
                        "unknown format",
                        scene -> scene.reader("carrier-pigeon").load(),
                        error(Exception.class, "DATA_SOURCE_NOT_FOUND", "42K02", "provider", "carrier-pigeon")),
                new Case(
                        "memory as a source",
                        scene -> scene.reader("memory").load(),
                        error(Exception.class, "DATA_SOURCE_NOT_FOUND", "42K02", "provider", "memory")),
                new Case(
                        "console as a source",
                        scene -> scene.reader("console").load(),
                        error(
                                UnsupportedOperationException.class,
                                "_LEGACY_ERROR_TEMP_2049",
                                null,
                                "operator",
                                "reading")),
                analysis(
                        "socket without a host",
                        scene -> scene.reader("socket").load(),
                        "_LEGACY_ERROR_TEMP_1295",
                        null),
                analysis(
                        "socket without a port",
                        scene -> scene.reader("socket")
                                .option("host", "localhost")
                                .load(),
                        "_LEGACY_ERROR_TEMP_1296",
                        null),
                analysis(
                        "socket with a timestamp that is neither true nor false",
                        scene -> scene.reader("socket")
                                .option("host", "localhost")
                                .option("port", 9999)
                                .option("includeTimestamp", "perhaps")
                                .load(),
                        "_LEGACY_ERROR_TEMP_1297",
                        null),
                new Case(
                        "socket with a port that is none",
                        scene -> scene.reader("socket")
                                .option("host", "localhost")
                                .option("port", 65536)
                                .load(),
                        error(
                                IllegalArgumentException.class,
                                "INVALID_OPTION_VALUE",
                                "22023",
                                "option",
                                "port",
                                "value",
                                "'65536'")),
                analysis(
                        "socket in a batch query",
                        scene -> scene.session()
                                .read()
                                .format("socket")
                                .option("host", "localhost")
                                .option("port", 9999)
                                .load(),
                        "_LEGACY_ERROR_TEMP_1135",
                        null),
                new Case(
                        "files without a schema",
                        scene -> scene.session()
                                .readStream()
                                .json(scene.directory().toString()),
                        error(IllegalArgumentException.class, "_LEGACY_ERROR_TEMP_2048", null)),
                new Case(
                        "files without a path",
                        scene -> scene.reader("json").schema("n bigint").load(),
                        error(IllegalArgumentException.class, "_LEGACY_ERROR_TEMP_2047", null)),
                analysis(
                        "path twice",
                        scene -> scene.lines("{}").load(scene.directory().toString()),
                        "_LEGACY_ERROR_TEMP_1188",
                        null),
                analysis(
                        "path that is not there",
                        scene -> scene.reader("json")
                                .schema("n bigint")
                                .load(scene.directory().resolve("nowhere").toString()),
                        "PATH_NOT_FOUND",
                        "42K03"),
                new Case(
                        "schema that cannot be read",
                        scene -> scene.reader("json").schema("n bigint,, m int"),
                        error(ParseException.class, "PARSE_SYNTAX_ERROR", "42601", "error", "','")),
                analysis(
                        "corrupt record column of another type",
                        scene -> scene.awaitStart(scene.nowhere(scene.lines("{}")
                                .schema("n bigint, bad int")
                                .option("columnNameOfCorruptRecord", "bad")
                                .load())),
                        "INVALID_CORRUPT_RECORD_TYPE",
                        "42804"),
                analysis(
                        "unknown table",
                        scene -> scene.session().readStream().table("nowhere"),
                        "TABLE_OR_VIEW_NOT_FOUND",
                        "42P01",
                        "relationName",
                        "`nowhere`"),
                analysis(
                        "rate as a table",
                        scene -> scene.session().read().format("rate").load(),
                        "_LEGACY_ERROR_TEMP_1135",
                        null),
                new Case(
                        "schema for rate",
                        scene -> scene.reader("rate").schema("n bigint").load(),
                        error(UnsupportedOperationException.class, "_LEGACY_ERROR_TEMP_2242", null)),
                illegal(
                        "no rows per second",
                        scene -> scene.reader("rate").option("rowsPerSecond", 0).load()),
                illegal(
                        "rows per second in words",
                        scene -> scene.reader("rate")
                                .option("rowsPerSecond", "many")
                                .load()),
                illegal(
                        "no rows per batch",
                        scene -> scene.reader("rate-micro-batch")
                                .option("rowsPerBatch", 0)
                                .load()),
                illegal(
                        "Kafka without servers",
                        scene -> scene.reader("kafka").option("subscribe", "t").load()),
                illegal("Kafka without topics", scene -> kafka(scene).load()),
                illegal(
                        "Kafka with topics twice",
                        scene -> kafka(scene)
                                .option("subscribe", "t")
                                .option("subscribePattern", "t.*")
                                .load()),
                illegal(
                        "Kafka with a setting that is ours",
                        scene -> kafka(scene)
                                .option("subscribe", "t")
                                .option("kafka.key.deserializer", "x")
                                .load()),
                illegal(
                        "Kafka with an end",
                        scene -> kafka(scene)
                                .option("subscribe", "t")
                                .option("endingOffsets", "latest")
                                .load()));
    }

    private static io.millrace.streaming.DataStreamReader kafka(Scene scene) {
        return scene.reader("kafka").option("kafka.bootstrap.servers", "localhost:1");
    }

    private static List<Case> eventTime() {
        return List.of(
                analysis(
                        "watermark on a number",
                        scene -> scene.rate().withWatermark("value", "1 second").schema(),
                        "EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE",
                        "42K09",
                        "eventName",
                        "`value`",
                        "eventType",
                        "\"BIGINT\""),
                analysis(
                        "watermark on an unknown column",
                        scene -> scene.rate()
                                .withWatermark("timestmp", "1 second")
                                .schema(),
                        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                        "42703",
                        "objectName",
                        "`timestmp`",
                        "proposal",
                        "`timestamp`, `value`"),
                analysis(
                        "watermark with no interval",
                        scene -> scene.rate().withWatermark("timestamp", "soon").schema(),
                        "CANNOT_PARSE_INTERVAL",
                        "22006",
                        "intervalString",
                        "'soon'"),
                illegal(
                        "watermark into the future",
                        scene -> scene.rate()
                                .withWatermark("timestamp", "-1 second")
                                .schema()));
    }

    private static Dataset<Row> counts(Scene scene) {
        return scene.rate().groupBy("value").count();
    }

    private static List<Case> plans() {
        return List.of(
                analysis(
                        "append without a watermark",
                        scene -> scene.nowhere(counts(scene))
                                .outputMode("append")
                                .start(),
                        "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
                        "42KDE",
                        "outputMode",
                        "append"),
                analysis(
                        "complete without an aggregate",
                        scene -> scene.nowhere(scene.rate())
                                .outputMode("complete")
                                .start(),
                        "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
                        "42KDE",
                        "outputMode",
                        "complete"),
                new Case(
                        "unknown output mode",
                        scene -> scene.nowhere(scene.rate()).outputMode("sometimes"),
                        error(
                                IllegalArgumentException.class,
                                "STREAMING_OUTPUT_MODE.INVALID",
                                "42KDE",
                                "outputMode",
                                "sometimes")),
                unsupported(
                        "sorted stream",
                        scene -> scene.nowhere(scene.rate().orderBy("value")).start()),
                unsupported(
                        "limit in update mode",
                        scene -> scene.nowhere(scene.rate().limit(3))
                                .outputMode("update")
                                .start()),
                unsupported(
                        "distinct aggregate",
                        scene -> scene.nowhere(scene.rate().groupBy().agg(io.millrace.Functions.countDistinct("value")))
                                .outputMode("complete")
                                .start()),
                unsupported(
                        "stream and table in a union",
                        scene -> scene.nowhere(scene.rate()
                                        .select("value")
                                        .union(scene.session().range(3).toDF()))
                                .start()),
                unsupported(
                        "table outer join stream",
                        scene -> scene.nowhere(scene.session()
                                        .range(3)
                                        .toDF()
                                        .join(scene.rate(), col("id").equalTo(col("value")), "left_outer"))
                                .start()),
                unsupported("collected stream", scene -> scene.rate().collectAsList()),
                unsupported("shown stream", scene -> scene.rate().show()),
                analysis(
                        "written as a table",
                        scene -> scene.rate()
                                .write()
                                .format("json")
                                .save(scene.directory().toString()),
                        "CALL_ON_STREAMING_DATASET_UNSUPPORTED",
                        "42KDE",
                        "methodName",
                        "`write`"),
                analysis(
                        "table written as a stream",
                        scene -> scene.session().range(3).writeStream(),
                        "WRITE_STREAM_NOT_ALLOWED",
                        "42601"),
                analysis(
                        "stream in a sub-query",
                        scene -> {
                            scene.rate().createOrReplaceTempView("ticks");
                            scene.session()
                                    .sql("select (select max(value) from ticks)")
                                    .collectAsList();
                        },
                        "INVALID_SUBQUERY_EXPRESSION.STREAMING_QUERY",
                        "42823"),
                analysis(
                        "ranks over a stream",
                        scene -> {
                            scene.rate().createOrReplaceTempView("ticks");
                            scene.nowhere(
                                            scene.session()
                                                    .sql(
                                                            "select rank() over (partition by value order by timestamp) from ticks"))
                                    .start();
                        },
                        "NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING",
                        "42KDE"),
                analysis(
                        "two windows in one aggregate",
                        scene -> scene.rate()
                                .groupBy(window(col("timestamp"), "1 minute"), window(col("timestamp"), "2 minutes"))
                                .count()
                                .schema(),
                        "_LEGACY_ERROR_TEMP_1039",
                        null));
    }

    private static Case unsupported(String name, Attempt attempt) {
        return analysis(name, attempt, "_LEGACY_ERROR_TEMP_3102", null);
    }

    private static List<Case> sinks() {
        return List.of(
                new Case(
                        "unknown sink",
                        scene -> scene.rate()
                                .writeStream()
                                .format("carrier-pigeon")
                                .start(),
                        error(Exception.class, "DATA_SOURCE_NOT_FOUND", "42K02", "provider", "carrier-pigeon")),
                new Case(
                        "rate as a sink",
                        scene -> scene.rate().writeStream().format("rate").start(),
                        error(
                                UnsupportedOperationException.class,
                                "_LEGACY_ERROR_TEMP_2049",
                                null,
                                "operator",
                                "writing")),
                analysis(
                        "file sink in update mode",
                        scene -> counts(scene)
                                .writeStream()
                                .outputMode("update")
                                .format("json")
                                .option("checkpointLocation", scene.checkpoint().toString())
                                .start(scene.directory().resolve("result").toString()),
                        "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE",
                        "42KDE",
                        "outputMode",
                        "update"),
                analysis(
                        "file sink without a checkpoint",
                        scene -> scene.rate()
                                .writeStream()
                                .format("json")
                                .start(scene.directory().resolve("result").toString()),
                        "_LEGACY_ERROR_TEMP_1298",
                        null),
                new Case(
                        "file sink without a path",
                        scene -> scene.rate()
                                .writeStream()
                                .format("json")
                                .option("checkpointLocation", scene.checkpoint().toString())
                                .start(),
                        error(IllegalArgumentException.class, "_LEGACY_ERROR_TEMP_2047", null)),
                analysis(
                        "file sink by an unknown column",
                        scene -> scene.rate()
                                .writeStream()
                                .format("json")
                                .partitionBy("nowhere")
                                .option("checkpointLocation", scene.checkpoint().toString())
                                .start(scene.directory().resolve("result").toString()),
                        "_LEGACY_ERROR_TEMP_1196",
                        null),
                analysis(
                        "foreachBatch by column",
                        scene -> scene.rate()
                                .writeStream()
                                .partitionBy("value")
                                .foreachBatch((Dataset<Row> rows, Long batchId) -> {})
                                .start(),
                        "_LEGACY_ERROR_TEMP_1197",
                        null),
                analysis(
                        "memory sink without a name",
                        scene -> scene.rate().writeStream().format("memory").start(),
                        "_LEGACY_ERROR_TEMP_1194",
                        null),
                analysis(
                        "memory sink that cannot be a view",
                        scene -> scene.rate()
                                .writeStream()
                                .format("memory")
                                .queryName("a b")
                                .start(),
                        "_LEGACY_ERROR_TEMP_1321",
                        null),
                analysis(
                        "memory sink started again",
                        scene -> {
                            for (int run = 0; run < 2; run++) {
                                scene.complete(scene.lines("{}")
                                        .load()
                                        .writeStream()
                                        .format("memory")
                                        .queryName("again")
                                        .option(
                                                "checkpointLocation",
                                                scene.checkpoint().toString()));
                            }
                        },
                        "_LEGACY_ERROR_TEMP_1299",
                        null),
                analysis(
                        "lost metadata",
                        scene -> {
                            scene.complete(scene.nowhere(scene.lines("{}").load()));
                            Files.delete(scene.checkpoint().resolve("metadata"));
                            scene.complete(scene.nowhere(scene.lines("{}").load()));
                        },
                        "STREAMING_CHECKPOINT_MISSING_METADATA_FILE",
                        "42K03"),
                new Case(
                        "second query on a checkpoint",
                        scene -> {
                            scene.session().conf().set("spark.sql.streaming.stopActiveRunOnRestart", "false");
                            scene.nowhere(scene.rate()).start();
                            scene.nowhere(scene.rate()).start();
                        },
                        plain(IllegalStateException.class)),
                illegal("name of another query", scene -> {
                    scene.rate().writeStream().format("noop").queryName("twin").start();
                    scene.rate().writeStream().format("noop").queryName("twin").start();
                }));
    }

    private static List<Case> triggers() {
        return List.of(
                illegal("trigger in the past", scene -> Trigger.ProcessingTime(-1)),
                illegal("trigger in the past, in words", scene -> Trigger.ProcessingTime("-1 second")),
                new Case(
                        "trigger without a unit",
                        scene -> Trigger.ProcessingTime("5 fortnights"),
                        error(
                                IllegalArgumentException.class,
                                "INVALID_INTERVAL_FORMAT.INVALID_UNIT",
                                "22006",
                                "unit",
                                "fortnights")),
                new Case(
                        "trigger in months",
                        scene -> Trigger.ProcessingTime("1 month"),
                        error(IllegalArgumentException.class, "_LEGACY_ERROR_TEMP_3262", null)),
                new Case(
                        "unknown setting",
                        scene -> scene.session().conf().get("spark.no.such.setting"),
                        error(
                                NoSuchElementException.class,
                                "SQL_CONF_NOT_FOUND",
                                "42K0I",
                                "sqlConf",
                                "\"spark.no.such.setting\"")),
                new Case(
                        "setting of another type",
                        scene -> scene.session().conf().set("spark.sql.streaming.minBatchesToRetain", "many"),
                        error(
                                IllegalArgumentException.class,
                                "INVALID_CONF_VALUE.TYPE_MISMATCH",
                                "22022",
                                "confName",
                                "spark.sql.streaming.minBatchesToRetain",
                                "confValue",
                                "many")),
                new Case(
                        "closed session",
                        scene -> {
                            scene.session().stop();
                            scene.session().range(1).count();
                        },
                        error(RuntimeException.class, "SESSION_CLOSED", "08003")),
                new Case(
                        "unknown field of a row",
                        scene -> scene.session().range(1).toDF().first().getAs("nope"),
                        error(IllegalArgumentException.class, "FIELD_NOT_FOUND", "42704", "fieldName", "`nope`")),
                new Case(
                        "null as a number",
                        scene -> scene.session()
                                .sql("select cast(null as int)")
                                .first()
                                .getInt(0),
                        error(RuntimeException.class, "ROW_VALUE_IS_NULL", "22023", "index", "0")),
                analysis(
                        "batch write to what is there",
                        scene -> {
                            String path = scene.directory().resolve("table").toString();
                            scene.session().range(1).write().json(path);
                            scene.session().range(1).write().json(path);
                        },
                        "PATH_ALREADY_EXISTS",
                        "42K04"),
                analysis(
                        "unknown save mode",
                        scene -> scene.session().range(1).write().mode("zz"),
                        "INVALID_SAVE_MODE",
                        "42000",
                        "mode",
                        "\"zz\""));
    }

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isRefused(Case row) {
        Session session = Session.builder()
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .create();
        try {
            Throwable thrown = catchThrowable(() -> row.attempt().run(new Scene(session, directory)));
            assertThat(thrown).as("an error").isNotNull();
            row.expected().verify(thrown);
        } finally {
            session.stop();
        }
    }
}

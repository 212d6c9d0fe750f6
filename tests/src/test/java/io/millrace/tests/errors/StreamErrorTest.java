package io.millrace.tests.errors;

import static io.millrace.Functions.col;
import static io.millrace.Functions.countDistinct;
import static io.millrace.Functions.window;
import static io.millrace.tests.errors.Expected.error;
import static io.millrace.tests.errors.Refusal.analysis;
import static io.millrace.tests.errors.Refusal.illegal;
import static io.millrace.tests.errors.Refusal.unsupported;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that must be refused for what they compute, and how. */
class StreamErrorTest {
    static List<Refusal> eventTime() {
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

    static List<Refusal> plans() {
        return List.of(
                analysis(
                        "append without a watermark",
                        scene -> scene.nowhere(scene.counts())
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
                new Refusal(
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
                        scene -> scene.nowhere(scene.rate().groupBy().agg(countDistinct("value")))
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

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"eventTime", "plans"})
    void isRefused(Refusal refusal) {
        refusal.verify(directory);
    }
}

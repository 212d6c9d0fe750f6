package io.millrace.tests.errors;

import static io.millrace.tests.errors.Expected.error;
import static io.millrace.tests.errors.Expected.plain;
import static io.millrace.tests.errors.Refusal.analysis;
import static io.millrace.tests.errors.Refusal.illegal;

import io.millrace.Dataset;
import io.millrace.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that must be refused for where they write, and how. */
class StreamSinkErrorTest {
    static List<Refusal> sinks() {
        return List.of(
                new Refusal(
                        "unknown sink",
                        scene -> scene.rate()
                                .writeStream()
                                .format("carrier-pigeon")
                                .start(),
                        error(Exception.class, "DATA_SOURCE_NOT_FOUND", "42K02", "provider", "carrier-pigeon")),
                new Refusal(
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
                        scene -> scene.counts()
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
                new Refusal(
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
                new Refusal(
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

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("sinks")
    void isRefused(Refusal refusal) {
        refusal.verify(directory);
    }
}

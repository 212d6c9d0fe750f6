package io.millrace.tests.errors;

import static io.millrace.tests.errors.Expected.error;
import static io.millrace.tests.errors.Refusal.analysis;
import static io.millrace.tests.errors.Refusal.illegal;

import io.millrace.catalyst.parser.ParseException;
import io.millrace.streaming.DataStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that must be refused for what they read, where they are defined or where they start, and how. */
class StreamSourceErrorTest {
    static List<Refusal> sources() {
        return List.of(
                new Refusal(
                        "unknown format",
                        scene -> scene.reader("carrier-pigeon").load(),
                        error(Exception.class, "DATA_SOURCE_NOT_FOUND", "42K02", "provider", "carrier-pigeon")),
                new Refusal(
                        "memory as a source",
                        scene -> scene.reader("memory").load(),
                        error(Exception.class, "DATA_SOURCE_NOT_FOUND", "42K02", "provider", "memory")),
                new Refusal(
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
                new Refusal(
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
                new Refusal(
                        "files without a schema",
                        scene -> scene.session()
                                .readStream()
                                .json(scene.directory().toString()),
                        error(IllegalArgumentException.class, "_LEGACY_ERROR_TEMP_2048", null)),
                new Refusal(
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
                new Refusal(
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
                new Refusal(
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

    private static DataStreamReader kafka(Scene scene) {
        return scene.reader("kafka").option("kafka.bootstrap.servers", "localhost:1");
    }

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void isRefused(Refusal refusal) {
        refusal.verify(directory);
    }
}

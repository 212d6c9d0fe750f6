package io.millrace.engine.connector.file;

import static io.millrace.engine.format.FormatFiles.batch;
import static io.millrace.engine.format.FormatFiles.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.checkpoint.LocalCheckpointStore;
import io.millrace.engine.format.FormatFiles;
import io.millrace.engine.format.json.JsonFormat;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.option.Options;
import io.millrace.spi.sink.BatchSink.SaveMode;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConnectorTest {
    private static final StructType SCHEMA = StructType.fromDDL("a INT");
    private final FileConnector connector = new FileConnector(new JsonFormat());

    @TempDir
    Path root;

    private Path file(String name, int value) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"a\":" + value + "}\n");
        return Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + value * 1000L));
    }

    private ReadRequest request(String location, Optional<StructType> schema, Map<String, String> options) {
        return new ReadRequest("json", List.of(location), schema, Options.of(options), FormatFiles.ZONE, Map.of());
    }

    private static List<List<Object>> rows(SplitReader opened) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (SplitReader reader = opened) {
            while (reader.advance() == SplitReader.Status.BATCH) {
                rows.addAll(FormatFiles.rows(reader.batch()));
            }
        }
        return rows;
    }

    private List<List<Object>> table(String location, Map<String, String> options) throws IOException {
        Table table = connector.batchSource().orElseThrow().open(request(location, Optional.empty(), options));
        ScanSpecification scan = new ScanSpecification(table.schema());
        List<List<Object>> rows = new ArrayList<>();
        for (Split split : table.splits(scan)) {
            rows.addAll(rows(table.open(split, scan)));
        }
        return rows;
    }

    // Tables

    @Test
    void readsDirectoriesPatternsAndPartitions() throws IOException {
        file("in/f1.json", 1);
        file("in/_hidden.json", 2);
        file("in/.hidden.json", 3);
        file("in/f4.json._COPYING_", 4);
        file("in/sub/f5.json", 5);
        assertThat(table(root + "/in", Map.of())).containsExactly(row(1L));
        assertThat(table(root + "/in", Map.of("recursiveFileLookup", "true"))).containsExactly(row(1L), row(5L));
        assertThat(table(root + "/i[n]/f*.json", Map.of("pathGlobFilter", "*1.json")))
                .containsExactly(row(1L));
        file("parts/d=2020-01-02/n=1/f.json", 6);
        file("parts/d=2020-01-03/n=x%2Fy/f.json", 7);
        file("parts/d=__HIVE_DEFAULT_PARTITION__/n=2/f.json", 8);
        Table table = connector.batchSource().orElseThrow().open(request(root + "/parts", Optional.empty(), Map.of()));
        assertThat(table.schema().simpleString()).isEqualTo("struct<a:bigint,d:date,n:string>");
        assertThat(table(root + "/parts", Map.of()))
                .containsExactlyInAnyOrder(row(6L, 18263, "1"), row(7L, 18264, "x/y"), row(8L, null, "2"));
    }

    @Test
    void refusesWhatIsNotThere() {
        assertCondition("PATH_NOT_FOUND", () -> table(root + "/none", Map.of()));
        assertCondition(
                "UNABLE_TO_INFER_SCHEMA",
                () -> table(Files.createDirectories(root.resolve("empty")).toString(), Map.of()));
        assertCondition(
                "_LEGACY_ERROR_TEMP_2048",
                () -> connector
                        .streamSource()
                        .orElseThrow()
                        .schema(request(root.toString(), Optional.empty(), Map.of())));
    }

    private static void assertCondition(String condition, org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        RuntimeException.class,
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo(condition));
    }

    // Streams

    private MicroBatchSource stream(Map<String, String> options) {
        return connector
                .streamSource()
                .orElseThrow()
                .open(
                        request(root + "/in", Optional.of(SCHEMA), options),
                        new SourceContext(
                                new LocalCheckpointStore(root.resolve("notes"), false), Clock.systemUTC(), "q", 2));
    }

    private static List<Object> values(MicroBatchSource source, Optional<Offset> start, Offset end) throws IOException {
        ScanSpecification scan = new ScanSpecification(SCHEMA);
        List<Object> values = new ArrayList<>();
        for (Split split : source.splits(start, end, scan)) {
            rows(source.open(split, scan)).forEach(row -> values.add(row.getFirst()));
        }
        return values;
    }

    private static Optional<Offset> offset(int position) {
        return Optional.of(new Offset("{\"logOffset\":" + position + "}"));
    }

    @Test
    void readsEachFileOnceInOrderAndLogsItAsSparkDoes() throws IOException {
        Files.createDirectories(root.resolve("in"));
        try (MicroBatchSource source = stream(Map.of())) {
            assertThat(source.latest(Optional.empty(), false)).isEmpty();
            Path second = file("in/b.json", 2);
            Path first = file("in/z a.json", 1);
            assertThat(source.latest(Optional.empty(), false)).isEqualTo(offset(0));
            assertThat(values(source, Optional.empty(), offset(0).orElseThrow()))
                    .containsExactly(1, 2);
            assertThat(Files.readString(root.resolve("notes/0")))
                    .isEqualTo("v1\n{\"path\":\"file://" + first.toString().replace(" ", "%20")
                            + "\",\"timestamp\":1700000001000,\"batchId\":0}\n{\"path\":\"file://" + second
                            + "\",\"timestamp\":1700000002000,\"batchId\":0}");
            assertThat(source.latest(offset(0), false)).isEqualTo(offset(0));
            file("in/b.json", 3);
            assertThat(source.latest(offset(0), false)).as("a changed file").isEqualTo(offset(0));
            file("in/c.json", 4);
            assertThat(source.latest(offset(0), false)).isEqualTo(offset(1));
        }
        try (MicroBatchSource again = stream(Map.of())) {
            assertThat(again.latest(offset(0), false)).isEqualTo(offset(1));
            assertThat(values(again, offset(0), offset(1).orElseThrow())).containsExactly(4);
            assertThat(again.description()).isEqualTo("FileStreamSource[file:" + root + "/in]");
        }
    }

    @Test
    void keepsToItsLimitsAndCompactsItsLog() throws IOException {
        for (int i = 0; i < 12; i++) {
            file("in/f" + i + ".json", i);
        }
        try (MicroBatchSource source = stream(Map.of("maxFilesPerTrigger", "1"))) {
            for (int i = 0; i < 12; i++) {
                assertThat(source.latest(offset(i - 1), false)).isEqualTo(offset(i));
                assertThat(values(source, offset(i - 1), offset(i).orElseThrow()))
                        .containsExactly(i);
            }
        }
        try (Stream<String> lines = Files.lines(root.resolve("notes/9.compact"))) {
            assertThat(lines).hasSize(11);
        }
        assertThat(root.resolve("notes/9")).doesNotExist();
        Files.delete(root.resolve("notes/8"));
        try (MicroBatchSource again = stream(Map.of())) {
            assertThat(values(again, offset(7), offset(8).orElseThrow())).containsExactly(8);
            assertThat(again.latest(offset(11), true)).isEqualTo(offset(11));
        }
    }

    @Test
    void takesFilesByBytesByAgeAndByName() throws IOException {
        for (int i = 1; i < 4; i++) {
            file("in/f" + i + ".json", i);
        }
        try (MicroBatchSource source =
                stream(Map.of("maxBytesPerTrigger", "17", "maxFileAge", "1s", "fileNameOnly", "true"))) {
            assertThat(source.latest(Optional.empty(), false)).isEqualTo(offset(0));
            assertThat(values(source, Optional.empty(), offset(0).orElseThrow()))
                    .containsExactly(1, 2);
            assertThat(source.latest(offset(0), true)).isEqualTo(offset(1));
            file("in/old.json", 1);
            file("in/k=1/f3.json", 9);
            assertThat(source.latest(offset(1), false)).isEqualTo(offset(1));
        }
        assertCondition(
                "INVALID_OPTION_VALUE",
                () -> stream(Map.of("maxFilesPerTrigger", "1", "maxBytesPerTrigger", "1"))
                        .close());
    }

    @Test
    void archivesFilesOfTheBatchBefore() throws IOException {
        Path file = file("in/f1.json", 1);
        Map<String, String> options = Map.of("cleanSource", "archive", "sourceArchiveDir", root + "/archive");
        ReadRequest request = new ReadRequest(
                "json",
                List.of(root + "/in"),
                Optional.of(SCHEMA),
                Options.of(options),
                FormatFiles.ZONE,
                Map.of("spark.sql.streaming.fileSource.cleaner.numThreads", "0"));
        SourceContext context =
                new SourceContext(new LocalCheckpointStore(root.resolve("notes"), false), Clock.systemUTC(), "q", 2);
        try (MicroBatchSource source = connector.streamSource().orElseThrow().open(request, context)) {
            source.latest(Optional.empty(), false);
            source.committed(offset(0).orElseThrow());
        }
        assertThat(file).doesNotExist();
        assertThat(Path.of(root + "/archive" + file)).exists();
        assertCondition(
                "INVALID_OPTION_VALUE",
                () -> stream(Map.of("cleanSource", "archive", "sourceArchiveDir", root + "/in"))
                        .close());
    }

    @Test
    void readsOnlyWhatWasThereOnceItsEndIsFixed() throws IOException {
        file("in/f1.json", 1);
        try (MicroBatchSource source = stream(Map.of("maxFilesPerTrigger", "1"))) {
            source.fixEnd();
            file("in/f2.json", 2);
            assertThat(source.latest(Optional.empty(), false)).isEqualTo(offset(0));
            assertThat(source.latest(offset(0), false)).isEqualTo(offset(0));
        }
    }

    // Sinks

    private EpochSink sink(StructType schema, List<String> partitions) {
        WriteRequest request = new WriteRequest(
                "json", schema, partitions, Options.of(Map.of("path", root + "/out")), FormatFiles.ZONE, Map.of());
        return connector
                .streamSink()
                .orElseThrow()
                .open(request, new SinkContext("q", Optional.empty(), OutputKind.APPEND));
    }

    private static void write(WriteJob job, StructType schema, List<List<Object>> rows) throws IOException {
        RowWriter writer = job.writer(0);
        writer.write(batch(schema, rows));
        writer.finish();
        job.commit();
    }

    @Test
    void writesFilesThatItsManifestNames() throws IOException {
        try (EpochSink sink = sink(SCHEMA, List.of())) {
            write(sink.begin(0), SCHEMA, List.of(row(1), row(2)));
            write(sink.begin(1), SCHEMA, List.of());
            WriteJob failed = sink.begin(2);
            RowWriter writer = failed.writer(0);
            writer.write(batch(SCHEMA, List.of(row(9))));
            writer.finish();
            failed.abort();
        }
        assertThat(Files.readString(root.resolve("out/_spark_metadata/1"))).isEqualTo("v1");
        assertThat(Files.readString(root.resolve("out/_spark_metadata/0")))
                .matches("v1\n\\{\"path\":\"file://" + root
                        + "/out/part-00000-[0-9a-f-]{36}-c000\\.json\",\"size\":16,\"isDir\":false,\"modificationTime\":\\d+,"
                        + "\"blockReplication\":1,\"blockSize\":33554432,\"action\":\"add\"}");
        file("out/stranger.json", 7);
        assertThat(table(root + "/out", Map.of())).containsExactlyInAnyOrder(row(1L), row(2L));
        assertThat(table(root + "/out/*.json", Map.of())).hasSize(3);
    }

    @Test
    void doesNotWriteABatchTwice() throws IOException {
        for (int attempt = 0; attempt < 2; attempt++) {
            try (EpochSink sink = sink(SCHEMA, List.of())) {
                write(sink.begin(0), SCHEMA, List.of(row(1)));
            }
        }
        assertThat(table(root + "/out", Map.of())).containsExactly(row(1L));
    }

    @Test
    void writesPartitionsAndReadsThemBack() throws IOException {
        StructType schema = StructType.fromDDL("a INT, p STRING, q INT");
        try (EpochSink sink = sink(schema, List.of("p", "Q"))) {
            write(
                    sink.begin(0),
                    schema,
                    List.of(row(1, "a/b=c d", 1), row(2, null, 2), row(3, "", 2), row(4, "a/b=c d", 1)));
        }
        try (Stream<Path> files = Files.walk(root.resolve("out"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".json"))
                            .map(file -> root.resolve("out")
                                    .relativize(file)
                                    .toString()
                                    .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "U")))
                    .containsExactlyInAnyOrder(
                            "p=a%2Fb%3Dc d/q=1/part-00000-U.c000.json",
                            "p=__HIVE_DEFAULT_PARTITION__/q=2/part-00000-U.c000.json");
        }
        assertThat(table(root + "/out", Map.of()))
                .containsExactlyInAnyOrder(
                        row(1L, "a/b=c d", 1), row(4L, "a/b=c d", 1), row(2L, null, 2), row(3L, null, 2));
        assertCondition("_LEGACY_ERROR_TEMP_1196", () -> sink(schema, List.of("x")));
    }

    @Test
    void writesMorePartitionsThanItKeepsFilesOpenFor() throws IOException {
        StructType schema = StructType.fromDDL("a INT, p INT");
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(row(i, i % 300));
        }
        try (EpochSink sink = sink(schema, List.of("p"))) {
            WriteJob job = sink.begin(0);
            RowWriter writer = job.writer(0);
            writer.write(batch(schema, rows.subList(0, 500)));
            writer.write(batch(schema, rows.subList(500, 1_000)));
            writer.finish();
            job.commit();
        }
        assertThat(table(root + "/out", Map.of())).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void writesBatchesInEveryMode() throws IOException {
        batchWrite(SaveMode.ERROR_IF_EXISTS, 1);
        assertThat(root.resolve("out/_SUCCESS")).isEmptyFile();
        assertCondition("PATH_ALREADY_EXISTS", () -> batchWrite(SaveMode.ERROR_IF_EXISTS, 2));
        batchWrite(SaveMode.IGNORE, 3);
        assertThat(table(root + "/out", Map.of())).containsExactly(row(1L));
        batchWrite(SaveMode.APPEND, 4);
        assertThat(table(root + "/out", Map.of())).containsExactlyInAnyOrder(row(1L), row(4L));
        batchWrite(SaveMode.OVERWRITE, 5);
        assertThat(table(root + "/out", Map.of())).containsExactly(row(5L));
        assertThat(root.resolve("out/_temporary")).doesNotExist();
    }

    @Test
    void overwritesOnlyThePartitionsWithNewRowsIfAsked() throws IOException {
        StructType schema = StructType.fromDDL("a INT, p INT, q INT");
        List<List<Object>> old = List.of(row(1, 1, 1), row(2, 1, 2), row(3, 2, 1));
        partitioned(schema, old, Map.of(), Map.of());
        List<List<Object>> changed = List.of(row(4, 1, 1), row(5, 3, 1));
        String setting = "spark.sql.sources.partitionOverwriteMode";
        partitioned(schema, changed, Map.of(), Map.of(setting, "dynamic"));
        assertThat(table(root + "/out", Map.of()))
                .containsExactlyInAnyOrder(row(4L, 1, 1), row(2L, 1, 2), row(3L, 2, 1), row(5L, 3, 1));
        partitioned(schema, List.of(row(6, 2, 1)), Map.of("partitionOverwriteMode", "DYNAMIC"), Map.of());
        assertThat(table(root + "/out", Map.of())).contains(row(6L, 2, 1)).hasSize(4);
        partitioned(schema, old, Map.of("partitionOverwriteMode", "static"), Map.of(setting, "dynamic"));
        assertThat(table(root + "/out", Map.of()))
                .containsExactlyInAnyOrder(row(1L, 1, 1), row(2L, 1, 2), row(3L, 2, 1));
        assertCondition(
                "INVALID_OPTION_VALUE",
                () -> partitioned(schema, old, Map.of("partitionOverwriteMode", "perhaps"), Map.of()));
    }

    private void partitioned(
            StructType schema, List<List<Object>> rows, Map<String, String> options, Map<String, String> configuration)
            throws IOException {
        Map<String, String> all = new HashMap<>(options);
        all.put("path", root + "/out");
        WriteRequest request =
                new WriteRequest("json", schema, List.of("p", "q"), Options.of(all), FormatFiles.ZONE, configuration);
        write(connector.batchSink().orElseThrow().open(request, SaveMode.OVERWRITE), schema, rows);
    }

    private void batchWrite(SaveMode mode, int value) throws IOException {
        WriteRequest request = new WriteRequest(
                "json", SCHEMA, List.of(), Options.of(Map.of("path", root + "/out")), FormatFiles.ZONE, Map.of());
        write(connector.batchSink().orElseThrow().open(request, mode), SCHEMA, List.of(row(value)));
    }
}

package io.millrace.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.source.Offset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLogsTest {
    @TempDir
    private Path directory;

    private LocalCheckpointStore store;

    @BeforeEach
    void open() {
        store = new LocalCheckpointStore(directory, true);
    }

    private static OffsetEntry entry(long watermark, String... offsets) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("spark.sql.streaming.multipleWatermarkPolicy", "min");
        configuration.put("spark.sql.shuffle.partitions", "2");
        List<Optional<Offset>> all = java.util.Arrays.stream(offsets)
                .map(json -> Optional.ofNullable(json).map(Offset::new))
                .toList();
        return new OffsetEntry(Optional.of(new OffsetEntry.Metadata(watermark, 1795175945364L, configuration)), all);
    }

    private void write(String path, String content) throws IOException {
        Files.createDirectories(directory.resolve(path).getParent());
        Files.writeString(directory.resolve(path), content);
    }

    private String text(String path) throws IOException {
        return Files.readString(directory.resolve(path));
    }

    private static void assertCondition(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String condition, String... parameters) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MillraceThrowable.class, failure -> {
            assertThat(failure.getCondition()).isEqualTo(condition);
            assertThat(failure instanceof IllegalStateException).isEqualTo(condition.equals("INCOMPLETE_LOG_FILE"));
            for (int i = 0; i < parameters.length; i += 2) {
                assertThat(failure.getMessageParameters()).containsEntry(parameters[i], parameters[i + 1]);
            }
        });
    }

    @Test
    void offsetsAreSparksBytes() throws IOException {
        new OffsetLog(store).add(0, entry(1577836805000L, "0", null, "{\"t\":{\"0\":5}}"));
        assertThat(text("offsets/0"))
                .isEqualTo("v1\n"
                        + "{\"batchWatermarkMs\":1577836805000,\"batchTimestampMs\":1795175945364,\"conf\":"
                        + "{\"spark.sql.streaming.multipleWatermarkPolicy\":\"min\",\"spark.sql.shuffle.partitions\":\"2\"}}\n"
                        + "0\n-\n{\"t\":{\"0\":5}}");
        assertThat(new OffsetLog(store).get(0)).contains(entry(1577836805000L, "0", null, "{\"t\":{\"0\":5}}"));
    }

    @Test
    void commitsAreSparksBytes() throws IOException {
        new CommitLog(store).add(3, new CommitEntry(1577836805000L));
        assertThat(text("commits/3")).isEqualTo("v1\n{\"nextBatchWatermarkMs\":1577836805000}");
        assertThat(new CommitLog(store).get(3)).contains(new CommitEntry(1577836805000L));
        write("commits/4", "v1");
        write("commits/5", "v1\n{\"nextBatchWatermarkMs\":7,\"stateUniqueIds\":{}}");
        CommitLog log = new CommitLog(store);
        assertThat(log.get(4)).contains(new CommitEntry(0));
        assertThat(log.get(5)).contains(new CommitEntry(7));
        assertThat(log.latest()).hasValue(5);
    }

    @Test
    void anEmptySecondLineMeansNoMetadata() throws IOException {
        write("offsets/0", "v1\n\n7");
        OffsetEntry read = new OffsetLog(store).get(0).orElseThrow();
        assertThat(read.metadata()).isEmpty();
        assertThat(read.offsets()).containsExactly(Optional.of(new Offset("7")));
        assertThat(read.watermarkMillis()).isZero();
        new OffsetLog(store).add(1, read);
        assertThat(text("offsets/1")).isEqualTo("v1\n\n7");
    }

    @Test
    void brokenEntriesAreNamed() throws IOException {
        String[][] cases = {
            {"", "INCOMPLETE_LOG_FILE"},
            {"v1", "INCOMPLETE_LOG_FILE"},
            {"v1\n{\"batchWaterm", "INCOMPLETE_LOG_FILE"},
            {"v1\n{}\n0\n", "INCOMPLETE_LOG_FILE"},
            {"v1\n{\"batchWatermarkMs\":\"x\"}\n0", "INCOMPLETE_LOG_FILE"},
            {"1\n{}\n0", "MALFORMED_LOG_FILE"},
            {"v0\n{}\n0", "MALFORMED_LOG_FILE"},
            {"v1x\n{}\n0", "MALFORMED_LOG_FILE"},
            {"v2\n{}\n0:1", "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION"},
            {"v99\n{}\n0", "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION"},
        };
        for (String[] example : cases) {
            write("offsets/0", example[0]);
            OffsetLog log = new OffsetLog(store);
            assertCondition(() -> log.get(0), example[1]);
        }
    }

    @Test
    void anotherQueryOnTheCheckpointIsFoundOutByTheEntryThatExists() throws IOException {
        OffsetLog one = new OffsetLog(store);
        OffsetLog other = new OffsetLog(store);
        one.add(0, entry(0, "1"));
        assertCondition(() -> other.add(0, entry(0, "2")), "CONCURRENT_STREAM_LOG_UPDATE", "batchId", "0");
        assertThat(new OffsetLog(store).get(0)).contains(entry(0, "1"));
        try (var files = Files.list(directory.resolve("offsets"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("0");
        }
    }

    @Test
    void otherFilesAreIgnoredAndOldEntriesPurged() throws IOException {
        write("offsets/.0.crc", "x");
        write("offsets/00", "x");
        write("offsets/readme", "x");
        Files.createDirectories(directory.resolve("offsets/12"));
        OffsetLog log = new OffsetLog(store);
        assertThat(log.latest()).isEmpty();
        for (int batch = 0; batch < 6; batch++) {
            log.add(batch, entry(batch, "1"));
        }
        log.purge(4);
        assertThat(store.list("offsets")).containsExactlyInAnyOrder("4", "5", "00", "readme");
        assertThat(log.get(3)).isEmpty();
        assertThat(log.get(4)).contains(entry(4, "1"));
        assertThat(log.latest()).hasValue(5);
    }

    @Test
    void theNumberOfSourcesMustMatch() {
        assertCondition(
                () -> entry(0, "1", "2").requireSources(3),
                "SOURCE_COUNT_MISMATCH",
                "checkpointCount",
                "2",
                "queryCount",
                "3");
        entry(0, "1", "2").requireSources(2);
    }

    @Test
    void theQueryKeepsItsId() throws IOException {
        QueryMetadata created = QueryMetadata.readOrCreate(store, true);
        assertThat(text("metadata")).isEqualTo("{\"id\":\"" + created.id() + "\"}");
        assertThat(QueryMetadata.readOrCreate(store, true)).isEqualTo(created);
        UUID id = UUID.randomUUID();
        write("metadata", "{\"id\":\"" + id + "\",\"more\":1}\n");
        assertThat(QueryMetadata.readOrCreate(store, true).id()).isEqualTo(id);
    }

    @Test
    void logsWithoutMetadataAreRefusedUnlessNotVerified() throws IOException {
        new CommitLog(store).add(0, new CommitEntry(0));
        assertCondition(() -> QueryMetadata.readOrCreate(store, true), "STREAMING_CHECKPOINT_MISSING_METADATA_FILE");
        assertThat(Files.exists(directory.resolve("metadata"))).isFalse();
        assertThat(QueryMetadata.readOrCreate(store, false)).isNotNull();
    }

    @Test
    void aBrokenMetadataFileIsNamed() throws IOException {
        for (String content : List.of("", "{}", "{\"id\":\"x\"}", "[1]")) {
            write("metadata", content);
            assertCondition(() -> QueryMetadata.readOrCreate(store, true), "INCOMPLETE_LOG_FILE");
        }
    }

    @Test
    void theStoreKeepsToItsDirectoryAndItsContract() throws IOException {
        assertThat(store.location()).startsWith("file:/").doesNotEndWith("/");
        assertThat(store.list("nothing")).isEmpty();
        assertThat(store.read("nothing")).isEmpty();
        store.delete("nothing");
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        assertThat(store.createIfAbsent("a/b/c", content)).isTrue();
        assertThat(store.createIfAbsent("a/b/c", "y".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(store.directory("a").read("b/c"))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(content));
        store.replace("a/b/c", "z".getBytes(StandardCharsets.UTF_8));
        assertThat(text("a/b/c")).isEqualTo("z");
        assertThatThrownBy(() -> store.read("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void appendLogsGrowAreReadAndCut() throws IOException {
        for (boolean forcing : List.of(true, false)) {
            LocalCheckpointStore own = new LocalCheckpointStore(directory.resolve("logs" + forcing), forcing);
            try (var log = own.openLog("d/log")) {
                log.append(java.nio.ByteBuffer.wrap("hello ".getBytes(StandardCharsets.UTF_8)));
                log.append(java.nio.ByteBuffer.wrap("world".getBytes(StandardCharsets.UTF_8)));
                log.force();
                assertThat(log.size()).isEqualTo(11);
            }
            try (var log = own.openLog("d/log")) {
                java.nio.ByteBuffer into = java.nio.ByteBuffer.allocate(20);
                assertThat(log.read(6, into)).isEqualTo(5);
                log.truncate(5);
                log.append(java.nio.ByteBuffer.wrap("!".getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(own.read("d/log"))
                    .hasValueSatisfying(read ->
                            assertThat(read).asString(StandardCharsets.UTF_8).isEqualTo("hello!"));
        }
    }
}

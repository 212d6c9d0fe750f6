package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.engine.state.SnapshotFiles.Snapshot;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which snapshot serves a version, which one is refused, and which files go. */
class SnapshotFilesTest {
    private final MemoryCheckpointStore store = new MemoryCheckpointStore();
    private final KeyValueState state = LogFiles.numbersByWord(0);

    private SnapshotFiles files() throws IOException {
        return new SnapshotFiles(store);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] data(long start) {
        return LogFiles.file(FrameFormat.SNAPSHOT_MAGIC, frames -> {
            LogFiles.put(frames, start, "word", start);
            frames.commit(start);
        });
    }

    private void put(long start, long end) throws IOException {
        byte[] data = data(start);
        store.put("snapshots/" + start + ".data", data);
        files().finish(new Snapshot(start, end), data.length);
    }

    private static void assertCorrupt(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable loading, String path, long position, String reason) {
        assertThatThrownBy(loading).isInstanceOfSatisfying(MillraceException.class, failure -> {
            assertThat(failure.getCondition()).isEqualTo("CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG");
            assertThat(failure.getMessageParameters())
                    .containsEntry("path", "memory://snapshots/" + path)
                    .containsEntry("position", Long.toString(position));
            assertThat(failure.getMessageParameters().get("reason")).contains(reason);
        });
    }

    @ParameterizedTest
    @CsvSource({"1, none", "4, none", "5, 3-5", "8, 3-5", "9, 7-9", "12, 7-9", "20, 12-20", "1000, 12-20"})
    void theNewestThatEndsInTimeServes(long version, String expected) throws IOException {
        put(3, 5);
        put(7, 9);
        put(12, 20);
        assertThat(files().newestFor(version).map(found -> found.start() + "-" + found.end()).orElse("none"))
                .isEqualTo(expected);
        assertThat(files().oldest()).contains(new Snapshot(3, 5));
        assertThat(files().isEmpty()).isFalse();
    }

    @Test
    void withoutSnapshotsNoneServes() throws IOException {
        store.put("snapshots/3-x", new byte[0]);
        store.put("snapshots/3-4.tmp", new byte[0]);
        assertThat(files().isEmpty()).isTrue();
        assertThat(files().newestFor(100)).isEmpty();
        assertThat(files().oldest()).isEmpty();
        assertThat(files().forgetBefore(100)).isEmpty();
    }

    @Test
    void aFinishedSnapshotIsReadBack() throws IOException {
        put(3, 5);
        Snapshot snapshot = files().newestFor(5).orElseThrow();
        files().check(snapshot);
        files().replay(snapshot, new FrameReplay(List.of(state)));
        assertThat(LogFiles.content(state)).containsExactly(entry("word", 3L));
        assertThat(store.openFiles()).isZero();
        assertThat(store.content("snapshots/3-5"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"formatVersion\":1,\"startVersion\":3,\"endVersion\":5,\"bytes\":" + data(3).length + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"for", "nonsense"})
    void aManifestThatIsNoJsonIsNamed(String text) throws IOException {
        put(3, 5);
        store.put("snapshots/3-5", utf8(text));
        assertCorrupt(() -> files().check(new Snapshot(3, 5)), "3-5", 0, "no JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"formatVersion\":1}", "{\"bytes\":1}", "{\"formatVersion\":\"1\",\"bytes\":1}"})
    void aManifestWithoutItsNumbersIsNamed(String text) throws IOException {
        put(3, 5);
        store.put("snapshots/3-5", utf8(text));
        assertCorrupt(() -> files().check(new Snapshot(3, 5)), "3-5", 0, "is missing");
    }

    @Test
    void anUnknownFormatIsNamed() throws IOException {
        put(3, 5);
        store.put("snapshots/3-5", utf8("{\"formatVersion\":2,\"bytes\":1}"));
        assertThatThrownBy(() -> files().check(new Snapshot(3, 5)))
                .isInstanceOfSatisfying(MillraceException.class, failure -> {
                    assertThat(failure.getCondition()).isEqualTo("CANNOT_LOAD_STATE_STORE.UNKNOWN_FORMAT");
                    assertThat(failure.getMessageParameters())
                            .containsEntry("path", "memory://snapshots/3-5")
                            .containsEntry("version", "2")
                            .containsEntry("maxSupportedVersion", "1");
                });
    }

    @Test
    void aManifestThatIsGoneIsNamed() {
        assertThatThrownBy(() -> files().check(new Snapshot(3, 5)))
                .isInstanceOfSatisfying(MillraceException.class, failure -> {
                    assertThat(failure.getCondition()).isEqualTo("CANNOT_LOAD_STATE_STORE.MISSING_VERSION");
                    assertThat(failure.getMessageParameters())
                            .containsEntry("version", "5")
                            .containsEntry("path", "memory://snapshots/3-5");
                });
    }

    @Test
    void dataOfAnotherLengthIsNamed() throws IOException {
        put(3, 5);
        byte[] data = data(3);
        for (int length : new int[] {0, data.length - 1, data.length + 1}) {
            store.put("snapshots/3.data", Arrays.copyOf(data, length));
            assertCorrupt(
                    () -> files().check(new Snapshot(3, 5)),
                    "3.data",
                    length,
                    "it should have " + data.length + " bytes and has " + length);
        }
        byte[] log = LogFiles.segment(3, 3);
        store.put("snapshots/3.data", log);
        files().finish(new Snapshot(3, 5), log.length);
        assertCorrupt(() -> files().check(new Snapshot(3, 5)), "3.data", 0, "right letters");
        assertThat(store.openFiles()).isZero();
    }

    private void assertUnreadable(Consumer<FrameWriter> frames, long position, String reason) {
        byte[] data = LogFiles.file(FrameFormat.SNAPSHOT_MAGIC, frames);
        store.put("snapshots/3.data", data);
        assertCorrupt(
                () -> files().replay(new Snapshot(3, 5), new FrameReplay(List.of(state))), "3.data", position, reason);
    }

    @Test
    void dataEndsWithItsCommitFrame() throws IOException {
        long header = FrameFormat.HEADER_BYTES;
        int commit = FrameFormat.FRAME_BYTES + FrameFormat.BODY_FIELDS;
        assertUnreadable(frames -> {}, header, "the end is missing");
        assertUnreadable(frames -> LogFiles.put(frames, 3, "word", 3), data(3).length - commit, "the end is missing");
        assertUnreadable(
                frames -> {
                    frames.commit(3);
                    frames.commit(3);
                },
                header + commit,
                "a frame follows the end");
        store.put("snapshots/3.data", new byte[3]);
        assertCorrupt(
                () -> files().replay(new Snapshot(3, 5), new FrameReplay(List.of(state))), "3.data", 3, "the end is missing");
        store.put("snapshots/3.data", LogFiles.file(FrameFormat.SNAPSHOT_MAGIC, frames -> frames.commit(3)));
        assertThatCode(() -> files().replay(new Snapshot(3, 5), new FrameReplay(List.of(state))))
                .doesNotThrowAnyException();
    }

    @Test
    void laterOnesAndThoseNeverFinishedAreDeleted() throws IOException {
        put(3, 5);
        put(7, 9);
        put(8, 10);
        store.put("snapshots/11.data", new byte[10]);
        store.put("snapshots/11.txt", new byte[10]);
        SnapshotFiles files = files();
        files.deleteAfter(9);
        assertThat(store.names())
                .containsExactlyInAnyOrder(
                        "snapshots/3-5", "snapshots/3.data", "snapshots/7-9", "snapshots/7.data", "snapshots/11.txt");
        assertThat(files.newestFor(100)).contains(new Snapshot(7, 9));
        int operations = store.faults().operations();
        files.deleteAfter(9);
        assertThat(store.faults().operations()).isEqualTo(operations);
        files.deleteAfter(0);
        assertThat(files.isEmpty()).isTrue();
        assertThat(store.names()).containsExactly("snapshots/11.txt");
    }

    @Test
    void thoseThatANewerOneReplacesAreForgotten() throws IOException {
        SnapshotFiles files = files();
        files.add(new Snapshot(3, 5));
        files.add(new Snapshot(7, 9));
        files.add(new Snapshot(12, 20));
        assertThat(files.forgetBefore(4)).isEmpty();
        assertThat(files.forgetBefore(8)).isEmpty();
        assertThat(files.forgetBefore(9)).containsExactly(new Snapshot(3, 5));
        assertThat(files.oldest()).contains(new Snapshot(7, 9));
        assertThat(files.forgetBefore(100)).containsExactly(new Snapshot(7, 9));
        assertThat(files.forgetBefore(100)).isEmpty();
        assertThat(files.newestFor(100)).contains(new Snapshot(12, 20));
    }

    @Test
    void aNewSnapshotBeginsEmpty() throws IOException {
        store.put("snapshots/3.data", new byte[10]);
        try (var file = files().create(3)) {
            assertThat(file.size()).isZero();
            SnapshotFiles.append(file, utf8("abc"));
        }
        assertThat(store.content("snapshots/3.data")).isEqualTo(utf8("abc"));
    }
}

package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which versions a change log gives back, which log is refused, and what a commit leaves on disk. */
class StateLogTest {
    private static final int HEADER = FrameFormat.HEADER_BYTES;

    private final MemoryCheckpointStore store = new MemoryCheckpointStore();
    private final KeyValueState state = LogFiles.numbersByWord(0);

    private StateLog log(long segmentBytes) throws IOException {
        return new StateLog(store, segmentBytes);
    }

    private StateLog replayed(long from, long to) throws IOException {
        StateLog log = log(1 << 20);
        state.clear();
        log.replay(from, to, new FrameReplay(List.of(state)));
        return log;
    }

    /** The words of versions, as {@link LogFiles#segment} gives them numbers. */
    private static Map<Object, Object> words(long first, long last) {
        Map<Object, Object> words = new HashMap<>();
        LongStream.rangeClosed(first, last).forEach(version -> words.put("v" + version, version));
        return words;
    }

    private static void assertMissing(ThrowingCallable loading, long version, String reason) {
        assertThatThrownBy(loading).isInstanceOfSatisfying(MillraceException.class, failure -> {
            assertThat(failure.getCondition()).isEqualTo("CANNOT_LOAD_STATE_STORE.MISSING_VERSION");
            assertThat(failure.getMessageParameters())
                    .containsEntry("version", Long.toString(version))
                    .containsEntry("path", "memory://log");
            assertThat(failure.getMessageParameters().get("reason")).contains(reason);
        });
    }

    private static void assertCorrupt(ThrowingCallable loading, String path, long position, String reason) {
        assertThatThrownBy(loading).isInstanceOfSatisfying(MillraceException.class, failure -> {
            assertThat(failure.getCondition()).isEqualTo("CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG");
            assertThat(failure.getMessageParameters())
                    .containsEntry("path", "memory://" + path)
                    .containsEntry("position", Long.toString(position));
            assertThat(failure.getMessageParameters().get("reason")).contains(reason);
        });
    }

    @Test
    void onlyNumbersFromOneOnAreSegments() throws IOException {
        for (String name : List.of("0", "01", "x", "1.tmp", "-1", "1234567890123456789")) {
            store.put("log/" + name, new byte[0]);
        }
        assertThat(log(100).isEmpty()).isTrue();
        assertThatCode(() -> log(100).checkFormats()).doesNotThrowAnyException();
        store.put("log/123456789012345678", new byte[0]);
        assertThat(log(100).isEmpty()).isFalse();
    }

    @Test
    void versionsComeFromAllSegmentsInTheirOrder() throws IOException {
        store.put("log/1", LogFiles.segment(1, 2));
        store.put("log/3", LogFiles.segment(3, 11));
        store.put("log/12", LogFiles.segment(12, 12));
        try (StateLog log = replayed(0, 12)) {
            assertThat(LogFiles.content(state)).isEqualTo(words(1, 12));
            assertThat(log.replayedBytes())
                    .isEqualTo(store.names().stream()
                            .mapToLong(name -> store.content(name).length)
                            .sum());
        }
    }

    @Test
    void whatIsLaterThanTheVersionIsCut() throws IOException {
        store.put("log/1", LogFiles.segment(1, 3));
        store.put("log/4", LogFiles.segment(4, 4));
        store.put("log/5", LogFiles.segment(5, 9));
        try (StateLog log = replayed(0, 2)) {
            assertThat(LogFiles.content(state)).isEqualTo(words(1, 2));
            assertThat(store.names()).containsExactly("log/1");
            assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 2));
            assertThat(log.replayedBytes()).isEqualTo(LogFiles.segment(1, 2).length);
        }
        assertMissing(() -> replayed(0, 3).close(), 3, "ends before it");
    }

    @Test
    void versionZeroIsAnEmptyLog() throws IOException {
        store.put("log/1", LogFiles.segment(1, 3));
        try (StateLog log = replayed(0, 0)) {
            assertThat(store.names()).isEmpty();
            assertThat(log.isEmpty()).isTrue();
            assertThat(log.replayedBytes()).isZero();
            log.commit(1, List.of(state));
            assertThat(store.names()).containsExactly("log/1");
        }
    }

    @Test
    void behindASnapshotOnlyLaterVersionsAreApplied() throws IOException {
        store.put("log/1", LogFiles.segment(1, 1));
        store.put("log/2", LogFiles.segment(2, 4));
        store.put("log/5", LogFiles.segment(5, 6));
        try (StateLog log = replayed(3, 5)) {
            assertThat(LogFiles.content(state)).isEqualTo(words(4, 5));
            // the segment before is not needed, nor read
            assertThat(log.replayedBytes()).isEqualTo(LogFiles.segment(2, 4).length + LogFiles.segment(5, 5).length);
        }
        try (StateLog log = replayed(4, 4)) {
            assertThat(LogFiles.content(state)).isEmpty();
            assertThat(store.names()).containsExactly("log/1", "log/2");
            log.commit(5, List.of(state));
        }
    }

    @Test
    void aSnapshotMayReplaceTheSegmentsBeforeIt() throws IOException {
        store.put("log/3", LogFiles.segment(3, 4));
        try (StateLog log = replayed(2, 4)) {
            assertThat(log.isEmpty()).isFalse();
            assertThat(LogFiles.content(state)).isEqualTo(words(3, 4));
        }
        try (StateLog log = replayed(2, 2)) {
            assertThat(log.isEmpty()).isTrue();
        }
        store.put("log/3", LogFiles.segment(3, 4));
        assertMissing(() -> replayed(1, 4).close(), 2, "starts later");
        assertMissing(() -> replayed(0, 4).close(), 1, "starts later");
    }

    @Test
    void aGapIsNamed() {
        store.put("log/1", LogFiles.segment(1, 1));
        store.put("log/3", LogFiles.segment(3, 3));
        assertMissing(() -> replayed(0, 3).close(), 2, "the file before log/3");
        assertMissing(() -> replayed(0, 2).close(), 2, "ends before it");
        store.put("log/1", Arrays.copyOf(LogFiles.segment(1, 2), LogFiles.segment(1, 1).length));
        assertMissing(() -> replayed(0, 3).close(), 2, "the file before log/3");
    }

    @Test
    void aLogOfAnotherSegmentIsNamed() {
        int first = LogFiles.segment(1, 1).length;
        store.put("log/1", LogFiles.file(FrameFormat.LOG_MAGIC, frames -> {
            LogFiles.put(frames, 1, "a", 1);
            frames.commit(1);
            LogFiles.put(frames, 3, "a", 1);
            frames.commit(3);
        }));
        assertCorrupt(() -> replayed(0, 2).close(), "log/1", first - 1, "version 3 follows 1");
        store.put("log/1", LogFiles.segment(2, 3));
        assertCorrupt(() -> replayed(0, 2).close(), "log/1", HEADER, "version 2 follows 0");
    }

    @Test
    void aVersionWithoutCommitIsNamed() {
        long end = LogFiles.segment(1, 1).length;
        store.put("log/1", LogFiles.file(FrameFormat.LOG_MAGIC, frames -> {
            LogFiles.put(frames, 1, "v1", 1);
            frames.commit(1);
            LogFiles.put(frames, 2, "v2", 2);
        }));
        assertCorrupt(() -> replayed(0, 2).close(), "log/1", end, "version 2 has no commit");
        assertThatCode(() -> replayed(0, 1).close()).doesNotThrowAnyException();
        assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 1));
    }

    @Test
    void theHeaderOfAnOlderSegmentMustBeWhole() {
        store.put("log/1", new byte[HEADER - 1]);
        assertThatCode(() -> log(100).checkFormats()).doesNotThrowAnyException();
        store.put("log/2", LogFiles.segment(2, 2));
        assertCorrupt(() -> log(100).checkFormats(), "log/1", HEADER - 1, "header is cut off");
        store.put("log/1", LogFiles.segment(1, 1));
        assertThatCode(() -> log(100).checkFormats()).doesNotThrowAnyException();
        store.put("log/1", LogFiles.file(FrameFormat.SNAPSHOT_MAGIC, frames -> {}));
        assertCorrupt(() -> log(100).checkFormats(), "log/1", 0, "right letters");
    }

    @Test
    void aSegmentWithoutAHeaderHasNoVersion() {
        store.put("log/1", new byte[HEADER - 1]);
        assertMissing(() -> replayed(0, 1).close(), 1, "ends before it");
        store.put("log/1", LogFiles.segment(1, 1));
        store.put("log/2", new byte[HEADER - 1]);
        assertMissing(() -> replayed(0, 2).close(), 2, "ends before it");
        assertThatCode(() -> replayed(0, 1).close()).doesNotThrowAnyException();
        assertThat(store.names()).containsExactly("log/1");
    }

    /** A frame of version 1 with a body of any length and type. */
    private static byte[] frame(int type, int storeId, int rows, byte[] payload) {
        byte[] frame = new byte[FrameFormat.FRAME_BYTES + FrameFormat.BODY_FIELDS + payload.length];
        LittleEndian.putInt(frame, 0, FrameFormat.BODY_FIELDS + payload.length);
        frame[4] = (byte) type;
        LittleEndian.putLong(frame, 5, 1);
        LittleEndian.putInt(frame, 13, storeId);
        LittleEndian.putInt(frame, 17, rows);
        System.arraycopy(payload, 0, frame, 21, payload.length);
        sign(frame);
        return frame;
    }

    private static void sign(byte[] frame) {
        int sum = FrameFormat.checkSum(new CRC32C(), frame, 0, frame.length - 4);
        LittleEndian.putInt(frame, frame.length - 4, sum);
    }

    private void assertRefused(byte[] frame, String reason) {
        byte[] header = LogFiles.file(FrameFormat.LOG_MAGIC, frames -> {});
        byte[] file = Arrays.copyOf(header, header.length + frame.length);
        System.arraycopy(frame, 0, file, header.length, frame.length);
        store.put("log/1", file);
        assertCorrupt(() -> replayed(0, 1).close(), "log/1", HEADER, reason);
    }

    @Test
    void framesThatSayNothingAreNamed() {
        assertRefused(frame(FrameFormat.EVICT, 7, 0, new byte[8]), "there is no state store 7");
        assertRefused(frame(5, 0, 0, new byte[0]), "no frames of type 5");
        assertRefused(frame(FrameFormat.PUT, 0, 0, new byte[1]), "do not fill the frame");
        byte[] tooShort = frame(FrameFormat.PUT, 0, 0, new byte[2]);
        for (int length : new int[] {FrameFormat.BODY_FIELDS - 1, 0, -1, Integer.MIN_VALUE}) {
            LittleEndian.putInt(tooShort, 0, length);
            sign(tooShort);
            assertRefused(tooShort, "cannot have a length of " + length);
        }
        for (int length : new int[] {FrameFormat.BODY_FIELDS + 3, Integer.MAX_VALUE}) {
            LittleEndian.putInt(tooShort, 0, length);
            sign(tooShort);
            assertRefused(tooShort, "or its length is wrong");
        }
        assertRefused(new byte[1], "cut off");
        assertRefused(new byte[FrameFormat.FRAME_BYTES + FrameFormat.BODY_FIELDS - 1], "cut off");
        byte[] unsigned = frame(FrameFormat.PUT, 0, 0, new byte[0]);
        unsigned[unsigned.length - 1] ^= 1;
        assertRefused(unsigned, "check sum");
    }

    @Test
    void framesApplyInTheirOrder() throws IOException {
        store.put("log/1", LogFiles.file(FrameFormat.LOG_MAGIC, frames -> {
            ChangeWriter changes = frames.changes(1, state);
            changes.put(LogFiles.row("again", 1));
            changes.put(LogFiles.row("gone", 1));
            changes.put(LogFiles.row("new", 1));
            changes.remove(LogFiles.key("again"));
            changes.remove(LogFiles.key("gone"));
            changes.remove(LogFiles.key("never there"));
            changes.put(LogFiles.row("again", 2));
            changes.put(LogFiles.row("new", 3));
            changes.put(LogFiles.row(null, 4));
            frames.commit(1);
        }));
        try (StateLog log = replayed(0, 1)) {
            assertThat(log.isEmpty()).isFalse();
        }
        assertThat(state.rows()).isEqualTo(3);
        assertThat(LogFiles.content(state)).containsOnly(entry("again", 2L), entry("new", 3L), entry(null, 4L));
    }

    private long commit(StateLog log, long version) {
        LogFiles.put(state, "v" + version, version);
        long bytes = log.commit(version, List.of(state));
        state.committed();
        return bytes;
    }

    @Test
    void aCommitWritesWhatAReplayReads() throws IOException {
        try (StateLog log = replayed(0, 0)) {
            assertThat(commit(log, 1)).isEqualTo(LogFiles.segment(1, 1).length);
            assertThat(commit(log, 2)).isEqualTo(LogFiles.segment(1, 2).length - LogFiles.segment(1, 1).length);
        }
        assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 2));
        // forced: nothing of it is lost with the power
        assertThat(store.afterCrash(0).content("log/1")).isEqualTo(LogFiles.segment(1, 2));
        try (StateLog log = replayed(0, 2)) {
            commit(log, 3);
        }
        assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3})
    void onlyTheNextVersionCanBeCommitted(long version) throws IOException {
        store.put("log/1", LogFiles.segment(1, 2));
        try (StateLog log = replayed(0, 2)) {
            if (version == 3) {
                commit(log, 3);
                version = 5;
            }
            long wrong = version;
            assertThatThrownBy(() -> commit(log, wrong)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aLogIsReplayedBeforeItIsWritten() throws IOException {
        StateLog log = log(100);
        assertThatThrownBy(() -> commit(log, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not replayed");
        log.replay(0, 0, new FrameReplay(List.of(state)));
        commit(log, 1);
        log.close();
        assertThatThrownBy(() -> commit(log, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not replayed");
    }

    @Test
    void afterAFailureTheLogIsReplayedAndItsTailCut() throws IOException {
        try (StateLog log = replayed(0, 0)) {
            commit(log, 1);
            // appended, and not forced
            store.faults().failAt(store.faults().operations() + 1);
            assertThatThrownBy(() -> commit(log, 2)).isInstanceOfSatisfying(MillraceException.class, failure -> {
                assertThat(failure.getCondition()).isEqualTo("CANNOT_WRITE_STATE_STORE.CANNOT_COMMIT");
                assertThat(failure.getMessageParameters())
                        .containsEntry("path", "memory://log")
                        .containsEntry("reason", "power is out");
                assertThat(failure).hasCauseInstanceOf(IOException.class);
            });
            // not even appended
            store.faults().failAt(store.faults().operations());
            assertThatThrownBy(() -> commit(log, 2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not replayed");
            store.faults().failAt(Integer.MAX_VALUE);
            assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 2));
            log.replay(0, 1, new FrameReplay(List.of(state)));
            assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 1));
            commit(log, 2);
        }
        assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 2));
    }

    @Test
    void aFailureToAppendIsNamedToo() throws IOException {
        try (StateLog log = replayed(0, 0)) {
            store.faults().failAt(store.faults().operations());
            assertThatThrownBy(() -> commit(log, 1)).isInstanceOfSatisfying(MillraceException.class, failure -> {
                assertThat(failure.getCondition()).isEqualTo("CANNOT_WRITE_STATE_STORE.CANNOT_COMMIT");
                assertThat(failure.getMessageParameters()).containsEntry("reason", "power is out");
            });
        }
    }

    @Test
    void aSegmentEndsWhenItIsLargerThanWanted() throws IOException {
        int two = LogFiles.segment(1, 2).length;
        StateLog log = log(two);
        log.replay(0, 0, new FrameReplay(List.of(state)));
        for (long version = 1; version <= 7; version++) {
            commit(log, version);
        }
        log.close();
        // two versions are just as large as wanted, so a third one follows them
        assertThat(store.names()).containsExactly("log/1", "log/4", "log/7");
        assertThat(store.content("log/4")).isEqualTo(LogFiles.segment(4, 6));
        try (StateLog again = replayed(0, 7)) {
            assertThat(LogFiles.content(state)).isEqualTo(words(1, 7));
            commit(again, 8);
        }
        assertThat(store.content("log/7")).isEqualTo(LogFiles.segment(7, 8));
    }

    @Test
    void rollingBeginsANewSegmentOverWhatWasThere() throws IOException {
        StateLog log = log(1 << 20);
        log.replay(0, 0, new FrameReplay(List.of(state)));
        commit(log, 1);
        log.roll();
        store.put("log/2", new byte[1000]);
        assertThat(commit(log, 2)).isEqualTo(LogFiles.segment(2, 2).length);
        log.close();
        assertThat(store.content("log/1")).isEqualTo(LogFiles.segment(1, 1));
        assertThat(store.content("log/2")).isEqualTo(LogFiles.segment(2, 2));
    }

    @Test
    void segmentsAreForgottenWhenAllTheyHoldIsOld() throws IOException {
        store.put("log/1", LogFiles.segment(1, 2));
        store.put("log/3", LogFiles.segment(3, 3));
        store.put("log/4", LogFiles.segment(4, 6));
        try (StateLog log = replayed(0, 6)) {
            assertThat(log.forgetUpTo(0)).isEmpty();
            assertThat(log.forgetUpTo(1)).isEmpty();
            assertThat(log.forgetUpTo(2)).containsExactly("log/1");
            assertThat(log.forgetUpTo(2)).isEmpty();
            assertThat(log.forgetUpTo(100)).containsExactly("log/3");
            // the last one is written to
            assertThat(log.forgetUpTo(100)).isEmpty();
        }
    }

    @Test
    void filesAreClosed() throws IOException {
        StateLog log = log(100);
        log.replay(0, 0, new FrameReplay(List.of(state)));
        for (long version = 1; version <= 9; version++) {
            commit(log, version);
        }
        log.roll();
        assertThat(store.openFiles()).isZero();
        log.checkFormats();
        log.replay(0, 9, new FrameReplay(List.of(state)));
        assertThat(store.openFiles()).isEqualTo(1);
        log.replay(0, 9, new FrameReplay(List.of(state)));
        assertThat(store.openFiles()).isEqualTo(1);
        log.close();
        assertThat(store.openFiles()).isZero();
    }
}

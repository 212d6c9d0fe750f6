package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When snapshots are made, what they replace, and what a manager tells of its versions. */
class StateMaintenanceTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final MemoryCheckpointStore store = new MemoryCheckpointStore();
    private KeyValueState state;
    private StateManager manager;

    private void open(StateSettings settings) {
        state = LogFiles.numbersByWord(4);
        manager = new StateManager(store, settings, "test");
        manager.register(state);
    }

    @AfterEach
    void close() throws IOException {
        if (manager != null) {
            manager.close();
        }
    }

    private void commit(String... words) {
        for (String word : words) {
            LogFiles.put(state, word, manager.version() + 1);
        }
        manager.commit(manager.version() + 1);
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    private void finishSnapshot() {
        await("a finished snapshot", () -> !manager.maintain());
    }

    private List<String> snapshots() {
        return store.names().stream()
                .filter(name -> name.startsWith("millrace/snapshots/") && !name.endsWith(".data"))
                .map(name -> name.substring("millrace/snapshots/".length()))
                .toList();
    }

    private List<String> segments() {
        return store.names().stream()
                .filter(name -> name.startsWith("millrace/log/"))
                .map(name -> name.substring("millrace/log/".length()))
                .toList();
    }

    @Test
    void versionsAreCommittedOneByOne() throws IOException {
        open(StateSettings.retaining(3));
        assertThat(manager.version()).isEqualTo(-1);
        assertThat(manager.hasState()).isFalse();
        manager.load(0);
        assertThat(manager.version()).isZero();
        for (long wrong : new long[] {-1, 0, 2}) {
            assertThatThrownBy(() -> manager.commit(wrong))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("version " + wrong + " cannot follow 0");
        }
        commit("a");
        assertThat(manager.version()).isEqualTo(1);
        assertThat(manager.hasState()).isTrue();
        manager.discard();
        assertThat(manager.version()).isEqualTo(-1);
        assertThat(state.rows()).isZero();
        manager.load(1);
        assertThat(state.rows()).isEqualTo(1);
    }

    @Test
    void loadingAgainForgetsWhatWasThere() throws IOException {
        open(StateSettings.retaining(3));
        manager.load(0);
        commit("a");
        commit("b", "c");
        LogFiles.put(state, "never committed", 1);
        manager.load(1);
        assertThat(state.rows()).isEqualTo(1);
        assertThat(manager.version()).isEqualTo(1);
        commit("d");
        assertThat(state.rows()).isEqualTo(2);
    }

    @Test
    void storesHaveNumbersOfTheirOwn() {
        open(StateSettings.retaining(3));
        manager.register(LogFiles.numbersByWord(3));
        manager.register(LogFiles.numbersByWord(5));
        assertThatThrownBy(() -> manager.register(LogFiles.numbersByWord(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are two state stores 4");
    }

    @Test
    void metricsSayWhatTheLastCommitDid() throws IOException {
        open(StateSettings.retaining(3));
        manager.load(0);
        assertThat(manager.metrics()).isEmpty();
        commit("a", "b", "c");
        commit("a");
        LogFiles.remove(state, "b");
        LogFiles.put(state, "d", 1);
        LogFiles.put(state, "e", 1);
        manager.commit(3);
        assertThat(manager.metrics()).singleElement().satisfies(metrics -> {
            assertThat(metrics.storeId()).isEqualTo(4);
            assertThat(metrics.operatorName()).isEqualTo("dedupe");
            assertThat(metrics.rowsTotal()).isEqualTo(4);
            assertThat(metrics.rowsUpdated()).isEqualTo(2);
            assertThat(metrics.rowsRemoved()).isEqualTo(1);
            assertThat(metrics.memoryUsedBytes()).isPositive().isEqualTo(state.bytes());
            assertThat(metrics.commitMillis()).isBetween(0L, 60_000L);
        });
        commit();
        assertThat(manager.metrics().getFirst().rowsUpdated()).isZero();
        assertThat(manager.metrics().getFirst().rowsRemoved()).isZero();
        manager.load(2);
        assertThat(manager.metrics()).isEmpty();
    }

    @Test
    void aSnapshotIsMadeWhenTheLogHasGrownEnough() throws IOException {
        open(new StateSettings(100, LogFiles.segment(1, 2).length, NEVER, 4));
        manager.load(0);
        commit("v1");
        assertThat(manager.maintain()).isFalse();
        commit("v2");
        assertThat(manager.maintain()).isTrue();
        finishSnapshot();
        assertThat(snapshots()).containsExactly("2-2");
        // nothing new to copy
        assertThat(manager.maintain()).isFalse();
        commit("v3");
        assertThat(manager.maintain()).isFalse();
        commit("v4");
        commit("v5");
        assertThat(manager.maintain()).isTrue();
        finishSnapshot();
        assertThat(snapshots()).containsExactly("2-2", "5-5");
        assertThat(segments()).containsExactly("1", "3");
    }

    @Test
    void aSnapshotIsNotMadeBeforeTheLogIsAsLargeAsTheLastOne() throws IOException {
        open(new StateSettings(100, 1, NEVER, 1000));
        manager.load(0);
        String large = "x".repeat(10_000);
        commit(large);
        finishSnapshot();
        assertThat(snapshots()).containsExactly("1-1");
        commit("small");
        assertThat(manager.maintain()).isFalse();
        commit(large);
        assertThat(manager.maintain()).isTrue();
        finishSnapshot();
        assertThat(snapshots()).containsExactly("1-1", "3-3");
    }

    @Test
    void whatWasReplayedCountsForTheNextSnapshot() throws IOException {
        open(new StateSettings(100, LogFiles.segment(1, 2).length, NEVER, 4));
        manager.load(0);
        commit("v1");
        commit("v2");
        manager.load(2);
        assertThat(manager.maintain()).isTrue();
        // given up, and begun again
        manager.load(2);
        assertThat(manager.maintain()).isTrue();
        finishSnapshot();
        assertThat(snapshots()).containsExactly("2-2");
        manager.load(2);
        assertThat(manager.maintain()).isFalse();
    }

    @Test
    void aSnapshotMadeInSlicesEndsInALaterVersion() throws IOException {
        open(new StateSettings(100, 1, NEVER, 2));
        manager.load(0);
        String[] words = new String[20];
        Map<Object, Object> expected = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            words[i] = "w" + i;
            expected.put(words[i], 1L);
        }
        commit(words);
        assertThat(manager.maintain()).isTrue();
        for (int i = 0; i < 10; i++) {
            commit("new " + i);
            expected.put("new " + i, i + 2L);
            manager.maintain();
        }
        finishSnapshot();
        assertThat(snapshots())
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("1-"));
        long end = Long.parseLong(snapshots().getFirst().substring(2));
        assertThat(end).isGreaterThan(4);
        // only behind its end does it serve
        manager.load(11);
        assertThat(LogFiles.content(state)).isEqualTo(expected);
        manager.load(end - 1);
        assertThat(snapshots()).isEmpty();
    }

    @Test
    void whatNoRetainedVersionNeedsIsDeleted() throws IOException {
        open(new StateSettings(2, 1, 1, 1000));
        manager.load(0);
        for (int i = 0; i < 9; i++) {
            commit("a longer word, so that each commit is due " + i % 2);
            finishSnapshot();
        }
        // 7 must be there, as a snapshot or as one and the log behind it
        for (long version = 9; version >= 7; version--) {
            manager.load(version);
        }
        assertThat(Long.parseLong(segments().getFirst())).isGreaterThan(3);
        assertThat(Long.parseLong(snapshots().getFirst().split("-")[1])).isBetween(4L, 7L);
        assertThat(store.names().stream().filter(name -> name.endsWith(".data")))
                .hasSameSizeAs(snapshots());
        assertThatThrownBy(() -> manager.load(2)).isInstanceOf(MillraceException.class);
    }

    @Test
    void aSnapshotThatCannotBeWrittenStopsTheQuery() throws IOException {
        open(new StateSettings(100, 1, NEVER, 1000));
        manager.load(0);
        commit("a");
        assertThat(manager.maintain()).isTrue();
        store.faults().failAt(store.faults().operations());
        AtomicBoolean failed = new AtomicBoolean();
        await("the failure", () -> {
            try {
                manager.maintain();
            } catch (MillraceException failure) {
                assertThat(failure.getCondition()).isEqualTo("CANNOT_WRITE_STATE_STORE.CANNOT_COMMIT");
                assertThat(failure.getMessageParameters())
                        .containsEntry("path", "memory:/millrace//snapshots")
                        .containsEntry("reason", "power is out");
                failed.set(true);
            }
            return failed.get();
        });
        // it stays a failure until the state is loaded again
        assertThatThrownBy(() -> manager.maintain()).hasMessageContaining("power is out");
        store.faults().failAt(Integer.MAX_VALUE);
        manager.load(1);
        finishSnapshot();
        assertThat(snapshots()).containsExactly("1-1");
    }

    @Test
    void aSnapshotThatWasGivenUpLeavesNoOpenFile() throws IOException {
        open(new StateSettings(100, 1, NEVER, 1));
        manager.load(0);
        commit("a", "b", "c");
        manager.maintain();
        manager.maintain();
        manager.discard();
        await("closed files", () -> store.openFiles() == 0);
        assertThat(snapshots()).isEmpty();
        manager.load(1);
        assertThat(state.rows()).isEqualTo(3);
        assertThat(store.names()).noneMatch(name -> name.endsWith(".data"));
        manager.close();
        assertThat(store.openFiles()).isZero();
        manager = null;
    }

    @Test
    void theThreadOfSnapshotsEndsWithTheManager() throws IOException {
        open(new StateSettings(100, 1, NEVER, 1));
        manager = new StateManager(store, new StateSettings(100, 1, NEVER, 1), "of its own");
        manager.register(state);
        manager.load(0);
        commit("a");
        finishSnapshot();
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(candidate -> candidate.getName().equals("millrace-snapshot-of its own"))
                .findFirst()
                .orElseThrow();
        assertThat(thread.isDaemon()).isTrue();
        manager.close();
        manager = null;
        await("the end of the thread", () -> !thread.isAlive());
    }
}

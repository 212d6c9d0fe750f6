package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StateManagerTest {
    private static final List<DataType> KEYS = types("k STRING, t TIMESTAMP");
    private static final List<DataType> VALUES = types("v STRING");
    private static final PaneRule RULE = new PaneRule.Time(1, 10);
    private static final StateSettings SNAPSHOT_SOON = new StateSettings(3, 200, 400, 4);
    private static final StateSettings NO_SNAPSHOTS = new StateSettings(100, Long.MAX_VALUE, 400, 4);

    private static List<DataType> types(String ddl) {
        List<DataType> types = new ArrayList<>();
        StructType.fromDDL(ddl).forEach(field -> types.add(field.dataType()));
        return types;
    }

    /** A query with one store and a model of every version that it committed. */
    private static final class Run implements AutoCloseable {
        private final KeyValueState state;
        private final StateManager manager;
        private final List<Map<Object, Object>> versions;
        private final Map<Object, Object> model = new HashMap<>();
        private final long[] hashes = new long[64];

        Run(MemoryCheckpointStore store, StateSettings settings, int shards, List<Map<Object, Object>> versions) {
            state = new KeyValueState(0, "dedupe", KEYS, VALUES, RULE, shards, MemoryBudget.unlimited());
            manager = new StateManager(store, settings, "test");
            manager.register(state);
            this.versions = versions;
        }

        Run load(long version) throws IOException {
            manager.load(version);
            model.clear();
            model.putAll(versions.get((int) version));
            assertThat(content()).isEqualTo(model);
            assertThat(state.rows()).isEqualTo(model.size());
            return this;
        }

        Map<Object, Object> content() {
            Map<Object, Object> content = new HashMap<>();
            ChangeWriter reader = new ChangeWriter() {
                @Override
                public void put(ColumnBatch entries) {
                    TestRows.rows(entries).forEach(row -> content.put(row.subList(0, 2), row.get(2)));
                }

                @Override
                public void remove(ColumnBatch keys) {
                    throw new AssertionError("a snapshot removes nothing");
                }

                @Override
                public void evict(long bound) {
                    throw new AssertionError("a snapshot evicts nothing");
                }
            };
            StatefulStore.SnapshotCursor cursor = state.openSnapshot();
            while (cursor.copy(reader, 5)) {
                // goes on
            }
            return content;
        }

        void change(Random random) {
            List<List<Object>> rows = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                Long time = random.nextInt(10) == 0 ? null : (long) (versions.size() * 3 + random.nextInt(30));
                rows.add(Arrays.asList("k" + random.nextInt(4), time, "v" + random.nextInt(1000)));
            }
            List<DataType> types = new ArrayList<>(KEYS);
            types.addAll(VALUES);
            forShards(
                    TestRows.batch(types, rows),
                    (shard, batch, selected) -> state.put(shard, batch.columns(), selected, hashes));
            rows.forEach(row -> model.put(row.subList(0, 2), row.get(2)));
            if (random.nextInt(3) == 0) {
                List<List<Object>> gone = new ArrayList<>();
                model.keySet().stream().limit(2).forEach(key -> gone.add(castRow(key)));
                forShards(
                        TestRows.batch(KEYS, gone),
                        (shard, batch, selected) -> state.remove(shard, batch.columns(), selected, hashes));
                gone.forEach(model::remove);
            }
            if (random.nextInt(3) == 0) {
                long bound = versions.size() * 3L + random.nextInt(10);
                for (int shard = 0; shard < state.shardCount(); shard++) {
                    state.evict(shard, bound);
                }
                model.keySet().removeIf(key -> castRow(key).get(1) instanceof Long time && time <= bound);
            }
        }

        @SuppressWarnings("unchecked") // keys of the model are rows
        private static List<Object> castRow(Object key) {
            return (List<Object>) key;
        }

        private void forShards(ColumnBatch batch, ShardAction action) {
            KeyHash.hash(batch.columns().subList(0, 2), batch.selection(), hashes);
            for (int shard = 0; shard < state.shardCount(); shard++) {
                int[] positions = new int[batch.length()];
                int count = 0;
                for (int i = 0; i < batch.length(); i++) {
                    if (KeyHash.shard(hashes[i], state.shardCount()) == shard) {
                        positions[count++] = i;
                    }
                }
                action.apply(shard, batch, new Selection(positions, count));
            }
        }

        private interface ShardAction {
            void apply(int shard, ColumnBatch batch, Selection selected);
        }

        void commit() {
            long next = manager.version() + 1;
            while (versions.size() > next) {
                versions.removeLast();
            }
            versions.add(new HashMap<>(model));
            manager.commit(next);
            assertThat(manager.metrics().getFirst().rowsTotal()).isEqualTo(model.size());
        }

        void finishSnapshot() {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (manager.maintain()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() throws IOException {
            manager.close();
        }
    }

    private static List<Map<Object, Object>> noVersions() {
        List<Map<Object, Object>> versions = new ArrayList<>();
        versions.add(Map.of());
        return versions;
    }

    @Property(tries = 60)
    void everyVersionCanBeLoadedWithAnyNumberOfShards(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int shards)
            throws IOException {
        Random random = new Random(seed);
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        List<Map<Object, Object>> versions = noVersions();
        try (Run run = new Run(store, NO_SNAPSHOTS, shards, versions).load(0)) {
            for (int batch = 0; batch < 12; batch++) {
                run.change(random);
                run.commit();
                assertThat(run.content()).isEqualTo(run.model);
            }
        }
        for (int version = versions.size() - 1; version >= 0; version--) {
            try (Run run = new Run(store.copy(), NO_SNAPSHOTS, 1 + random.nextInt(5), versions)) {
                run.load(version);
            }
        }
        // going back, then on from there, forgets what came later
        try (Run run = new Run(store, NO_SNAPSHOTS, shards, versions).load(5)) {
            run.change(random);
            run.commit();
        }
        try (Run run = new Run(store, NO_SNAPSHOTS, shards, versions)) {
            run.load(6);
        }
        try (Run run = new Run(store, NO_SNAPSHOTS, shards, versions)) {
            assertThatThrownBy(() -> run.manager.load(7)).hasMessageContaining("MISSING_VERSION");
        }
    }

    @Property(tries = 60)
    void snapshotsMadeDuringUpdatesAreExact(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        List<Map<Object, Object>> versions = noVersions();
        try (Run run = new Run(store, SNAPSHOT_SOON, 3, versions).load(0)) {
            for (int batch = 0; batch < 40; batch++) {
                run.change(random);
                run.commit();
                run.manager.maintain();
            }
            run.finishSnapshot();
        }
        assertThat(store.names()).anyMatch(name -> name.matches("millrace/snapshots/\\d+-\\d+"));
        assertThat(store.names()).doesNotContain("millrace/log/1");
        for (int version = 40; version >= 37; version--) {
            try (Run run = new Run(store.copy(), SNAPSHOT_SOON, 2, versions)) {
                run.load(version);
            }
        }
    }

    @Test
    void aTailCutAnywhereGivesTheVersionBeforeOrANamedError() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        List<Map<Object, Object>> versions = noVersions();
        Random random = new Random(7);
        byte[] before;
        try (Run run = new Run(store, StateSettings.retaining(100), 2, versions).load(0)) {
            for (int batch = 0; batch < 4; batch++) {
                run.change(random);
                run.commit();
            }
            before = store.content("millrace/log/1");
            run.change(random);
            run.commit();
        }
        byte[] whole = store.content("millrace/log/1");
        for (int length = before.length; length <= whole.length; length++) {
            MemoryCheckpointStore cut = store.copy();
            cut.put("millrace/log/1", Arrays.copyOf(whole, length));
            if (length < whole.length) {
                try (Run run = new Run(cut.copy(), StateSettings.retaining(100), 1, versions)) {
                    assertThatThrownBy(() -> run.manager.load(5))
                            .isInstanceOfSatisfying(
                                    MillraceException.class,
                                    failure ->
                                            assertThat(failure.getCondition()).startsWith("CANNOT_LOAD_STATE_STORE."));
                }
            }
            try (Run run = new Run(cut, StateSettings.retaining(100), 3, new ArrayList<>(versions)).load(4)) {
                assertThat(cut.content("millrace/log/1")).isEqualTo(before);
                run.change(random);
                run.commit();
                run.load(5);
            }
        }
    }

    @Test
    void anyDamagedByteBeforeTheVersionIsANamedErrorWithItsPlace() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        List<Map<Object, Object>> versions = noVersions();
        Random random = new Random(3);
        try (Run run = new Run(store, StateSettings.retaining(100), 2, versions).load(0)) {
            for (int batch = 0; batch < 3; batch++) {
                run.change(random);
                run.commit();
            }
        }
        byte[] whole = store.content("millrace/log/1");
        for (int at = 0; at < whole.length; at++) {
            MemoryCheckpointStore damaged = store.copy();
            byte[] bytes = whole.clone();
            bytes[at] ^= 0x10;
            damaged.put("millrace/log/1", bytes);
            try (Run run = new Run(damaged, StateSettings.retaining(100), 1, versions)) {
                int place = at;
                assertThatThrownBy(() -> run.manager.load(3))
                        .isInstanceOfSatisfying(MillraceException.class, failure -> {
                            if (place >= 4 && place < 8) {
                                assertThat(failure.getCondition()).endsWith("UNKNOWN_FORMAT");
                            } else {
                                assertThat(failure.getCondition()).endsWith("CORRUPT_STATE_LOG");
                                assertThat(Long.parseLong(
                                                failure.getMessageParameters().get("position")))
                                        .isBetween(0L, (long) place);
                            }
                        });
                assertThat(damaged.content("millrace/log/1")).isEqualTo(bytes);
            }
        }
    }

    @Property(tries = 150)
    void powerLostAtAnyDurableOperationLosesNothingCommitted(
            @ForAll long seed, @ForAll @IntRange(max = 90) int failAt, @ForAll @IntRange(max = 300) int survivors)
            throws IOException {
        Random random = new Random(seed);
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        List<Map<Object, Object>> versions = noVersions();
        store.faults().failAt(failAt);
        long committed = 0;
        Run run = new Run(store, SNAPSHOT_SOON, 2, versions);
        try {
            run.load(0);
            for (int batch = 0; batch < 30; batch++) {
                run.change(random);
                run.commit();
                committed++;
                run.manager.maintain();
            }
        } catch (IOException | MillraceException failure) {
            assertThat(failure).hasStackTraceContaining("power is out");
        }
        MemoryCheckpointStore left = store.afterCrash(survivors);
        run.close();
        while (versions.size() > committed + 1) {
            versions.removeLast();
        }
        try (Run again = new Run(left, SNAPSHOT_SOON, 3, versions).load(committed)) {
            again.change(random);
            again.commit();
            again.finishSnapshot();
            again.load(committed + 1);
        }
    }

    @Test
    void afterAFailedCommitTheStateIsReloaded() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        List<Map<Object, Object>> versions = noVersions();
        Random random = new Random(5);
        try (Run run = new Run(store, NO_SNAPSHOTS, 2, versions).load(0)) {
            run.change(random);
            run.commit();
            store.faults().failAt(store.faults().operations() + 1);
            run.change(random);
            assertThatThrownBy(() -> run.manager.commit(2)).hasMessageContaining("CANNOT_COMMIT");
            assertThatThrownBy(() -> run.manager.commit(2)).isInstanceOf(IllegalStateException.class);
            store.faults().failAt(Integer.MAX_VALUE);
            run.manager.discard();
            assertThat(run.state.rows()).isZero();
            run.load(1);
            run.change(random);
            run.commit();
            run.load(2);
        }
    }

    @Test
    void refusesAnUnknownFormatBeforeWritingAnything() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        List<Map<Object, Object>> versions = noVersions();
        try (Run run = new Run(store, NO_SNAPSHOTS, 2, versions).load(0)) {
            run.change(new Random(1));
            run.commit();
        }
        String schema = new String(store.content("millrace/schemas/0-0"), StandardCharsets.UTF_8);
        store.put(
                "millrace/schemas/0-0",
                schema.replace("\"formatVersion\":1", "\"formatVersion\":2").getBytes(StandardCharsets.UTF_8));
        int operations = store.faults().operations();
        try (Run run = new Run(store, NO_SNAPSHOTS, 2, versions)) {
            assertThatThrownBy(() -> run.manager.load(1)).hasMessageContaining("UNKNOWN_FORMAT");
        }
        assertThat(store.faults().operations()).isEqualTo(operations);
    }

    @Test
    void aSchemaThatIsNoJsonIsANamedError() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        try (Run run = new Run(store, NO_SNAPSHOTS, 2, noVersions()).load(0)) {
            run.change(new Random(1));
            run.commit();
        }
        store.put("millrace/schemas/0-0", "{\"for".getBytes(StandardCharsets.UTF_8));
        assertRefused(store, "CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG", store(0, "dedupe", KEYS, VALUES));
    }

    @Test
    void refusesOtherOperatorsAndTypes() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        try (Run run = new Run(store, NO_SNAPSHOTS, 2, noVersions()).load(0)) {
            run.change(new Random(1));
            run.commit();
        }
        assertRefused(store, "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA");
        assertRefused(
                store,
                "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA",
                store(0, "globalLimit", KEYS, VALUES));
        assertRefused(
                store,
                "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA",
                store(0, "dedupe", KEYS, VALUES),
                store(1, "dedupe", KEYS, VALUES));
        assertRefused(store, "STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", store(0, "dedupe", types("k INT"), VALUES));
        assertRefused(store, "STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", store(0, "dedupe", KEYS, types("v INT")));
    }

    @Test
    void namesAStateThatIsGone() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        try (Run run = new Run(store, NO_SNAPSHOTS, 2, noVersions()).load(0)) {
            run.change(new Random(1));
            run.commit();
        }
        store.delete("millrace/log/1");
        assertRefused(store, "STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY", store(0, "dedupe", KEYS, VALUES));
        try (StateManager manager = new StateManager(store, NO_SNAPSHOTS, "test")) {
            manager.register(store(0, "dedupe", KEYS, VALUES));
            assertThatThrownBy(() -> manager.load(1)).hasMessageContaining("dedupe");
        }
    }

    private static KeyValueState store(int id, String name, List<DataType> keys, List<DataType> values) {
        return new KeyValueState(id, name, keys, values, new PaneRule.None(), 2, MemoryBudget.unlimited());
    }

    private static void assertRefused(MemoryCheckpointStore store, String condition, KeyValueState... states)
            throws IOException {
        try (StateManager manager = new StateManager(store, NO_SNAPSHOTS, "test")) {
            for (KeyValueState state : states) {
                manager.register(state);
            }
            assertThatThrownBy(() -> manager.load(1))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            failure -> assertThat(failure.getCondition()).isEqualTo(condition));
        }
    }

    @Test
    void aQueryWithoutStoresLeavesNoTrace() throws IOException {
        MemoryCheckpointStore store = new MemoryCheckpointStore();
        try (StateManager manager = new StateManager(store, NO_SNAPSHOTS, "test")) {
            manager.load(0);
            manager.commit(1);
            assertThat(manager.maintain()).isFalse();
            assertThat(manager.hasState()).isFalse();
        }
        assertThat(store.names()).isEmpty();
    }
}

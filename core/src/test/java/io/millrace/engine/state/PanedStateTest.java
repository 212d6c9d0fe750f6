package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entries in panes: which leave with a watermark, which are visited, and what they take up. All in one shard. */
class PanedStateTest {
    private static final DataType TIMESTAMP = DataTypes.TimestampType;
    private static final DataType WINDOW = DataType.fromDDL("STRUCT<start: TIMESTAMP, end: TIMESTAMP>");
    private static final List<DataType> WORD = List.of(DataTypes.StringType);

    private final MemoryBudget budget = MemoryBudget.unlimited();

    private KeyValueState keyed(List<DataType> keys, List<DataType> values, PaneRule rule) {
        return new KeyValueState(0, "dedupe", keys, values, rule, 1, budget);
    }

    private AggregateState sums(List<DataType> keys, PaneRule rule) {
        return new AggregateState(0, keys, List.of(SumFunction.call(false)), rule, 1, budget);
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private static Object window(Object start, Object end) {
        return Arrays.asList(start, end);
    }

    private static long[] hashes(ColumnBatch batch, int keys) {
        long[] hashes = new long[batch.length()];
        KeyHash.hash(batch.columns().subList(0, keys), batch.selection(), hashes);
        return hashes;
    }

    private static ColumnBatch batch(KeyValueState state, List<List<Object>> rows) {
        return TestRows.batch(state.schema().rowTypes(), rows);
    }

    private static void put(KeyValueState state, List<List<Object>> rows) {
        ColumnBatch batch = batch(state, rows);
        state.put(0, batch.columns(), batch.selection(), hashes(batch, state.schema().keyTypes().size()));
    }

    /** Which of some rows were put, by position. */
    private static List<Integer> putIfAbsent(KeyValueState state, Selection selected, List<List<Object>> rows) {
        ColumnBatch batch = batch(state, rows);
        int[] added = new int[rows.size()];
        long[] hashes = hashes(batch, state.schema().keyTypes().size());
        int count = state.putIfAbsent(0, batch.columns(), selected, hashes, added);
        return Arrays.stream(added, 0, count).boxed().toList();
    }

    private static List<List<Object>> content(StatefulStore state) {
        List<List<Object>> content = new ArrayList<>();
        StatefulStore.SnapshotCursor cursor = state.openSnapshot();
        Changes changes = new Changes();
        while (cursor.copy(changes, 100)) {
            // goes on
        }
        changes.puts.forEach(content::add);
        return content;
    }

    /** What was written. */
    private static final class Changes implements ChangeWriter {
        private final List<List<Object>> puts = new ArrayList<>();
        private final List<Long> bounds = new ArrayList<>();

        @Override
        public void put(ColumnBatch entries) {
            puts.addAll(TestRows.rows(entries));
        }

        @Override
        public void remove(ColumnBatch keys) {
            throw new AssertionError("no key was removed");
        }

        @Override
        public void evict(long bound) {
            bounds.add(bound);
        }
    }

    private static Changes changes(StatefulStore state) {
        Changes changes = new Changes();
        state.writeChanges(changes);
        return changes;
    }

    @Test
    void ofEqualNewKeysTheFirstIsPut() {
        KeyValueState state = keyed(WORD, List.of(DataTypes.IntegerType), new PaneRule.None());
        List<List<Object>> rows =
                List.of(row("a", 1), row("b", 2), row("a", 3), row(null, 4), row("c", 5), row(null, 6), row("b", 7));
        assertThat(putIfAbsent(state, Selection.range(7), rows)).containsExactly(0, 1, 3, 4);
        assertThat(content(state))
                .containsExactlyInAnyOrder(row("a", 1), row("b", 2), row(null, 4), row("c", 5));
        assertThat(state.updatedRows()).isEqualTo(4);
        state.committed();
        assertThat(putIfAbsent(state, new Selection(new int[] {1, 2, 4}, 3), List.of(
                        row("x", 8), row("a", 9), row("d", 10), row("y", 11), row("c", 12))))
                .containsExactly(2);
        assertThat(changes(state).puts).containsExactly(row("d", 10));
        assertThat(state.rows()).isEqualTo(5);
        // nothing new, so nothing has changed
        state.committed();
        assertThat(putIfAbsent(state, Selection.range(7), rows)).isEmpty();
        assertThat(changes(state).puts).isEmpty();
    }

    @Test
    void positionsOfNewKeysAscendOverAllPanes() {
        KeyValueState state = keyed(List.of(TIMESTAMP), List.of(), new PaneRule.Time(0, 10));
        assertThat(putIfAbsent(
                        state, Selection.range(6), List.of(row(5L), row(25L), row(7L), row(25L), row((Object) null), row(1L))))
                .containsExactly(0, 1, 2, 4, 5);
    }

    @Test
    void entriesLeaveWithTheirTime() {
        KeyValueState state = keyed(List.of(TIMESTAMP), List.of(DataTypes.IntegerType), new PaneRule.Time(0, 10));
        put(state, List.of(row(5L, 1), row(9L, 2), row(10L, 3), row(14L, 4), row(15L, 5), row(31L, 6), row(null, 7)));
        state.committed();
        state.evict(0, 4);
        assertThat(state.removedRows()).isZero();
        assertThat(changes(state).bounds).isEmpty();
        state.committed();
        state.evict(0, 14);
        assertThat(state.removedRows()).isEqualTo(4);
        assertThat(changes(state).bounds).containsExactly(14L);
        assertThat(content(state)).containsExactlyInAnyOrder(row(15L, 5), row(31L, 6), row(null, 7));
        state.committed();
        state.evict(0, Long.MAX_VALUE - 1);
        assertThat(content(state)).containsExactly(row(null, 7));
        assertThat(state.rows()).isEqualTo(1);
        assertThat(state.removedRows()).isEqualTo(2);
    }

    @Test
    void anEntryMayComeBackAfterItLeft() {
        KeyValueState state = keyed(List.of(TIMESTAMP), List.of(DataTypes.IntegerType), new PaneRule.Time(0, 10));
        put(state, List.of(row(5L, 1), row(8L, 1)));
        state.evict(0, 6);
        state.committed();
        put(state, List.of(row(5L, 2)));
        assertThat(content(state)).containsExactlyInAnyOrder(row(5L, 2), row(8L, 1));
        state.evict(0, 7);
        assertThat(content(state)).containsExactly(row(8L, 1));
        state.evict(0, 8);
        assertThat(state.rows()).isZero();
    }

    @Test
    void entriesExpireAtATimeOfTheirOwn() {
        KeyValueState state = keyed(WORD, List.of(TIMESTAMP), new PaneRule.Expiry(1));
        put(state, List.of(row("a", 10L), row("b", 20L), row("c", null), row("d", 5L)));
        // a later one puts it off, an earlier one brings it forward
        put(state, List.of(row("d", 30L), row("b", 10L)));
        state.evict(0, 9);
        assertThat(state.rows()).isEqualTo(4);
        state.evict(0, 10);
        assertThat(content(state)).containsExactlyInAnyOrder(row("c", null), row("d", 30L));
        state.evict(0, 30);
        assertThat(content(state)).containsExactly(row("c", null));
    }

    @Test
    void windowsAreKeysWithoutBeingKept() {
        KeyValueState state = keyed(
                List.of(DataTypes.StringType, WINDOW), List.of(DataTypes.IntegerType), new PaneRule.Window(1));
        List<List<Object>> rows = List.of(
                row("a", window(0L, 10L), 1),
                row("b", window(0L, 10L), 2),
                row("a", window(5L, 15L), 3),
                row("a", null, 4),
                row("a", window(null, 10L), 5),
                row("a", window(0L, null), 6),
                row(null, window(0L, 10L), 7));
        put(state, rows);
        assertThat(content(state)).containsExactlyInAnyOrderElementsOf(rows);
        state.evict(0, 9);
        assertThat(state.rows()).isEqualTo(7);
        state.evict(0, 10);
        assertThat(content(state)).containsExactlyInAnyOrder(rows.get(2), rows.get(3), rows.get(5));
    }

    @Test
    void aWindowMayBeTheOnlyKey() {
        AggregateState state = sums(List.of(WINDOW), new PaneRule.Window(0));
        merge(state, List.of(row(window(0L, 10L), 1L, 1L), row(window(0L, 10L), 2L, 1L), row(window(9L, 19L), 4L, 1L)));
        assertThat(content(state))
                .containsExactlyInAnyOrder(row(window(0L, 10L), 3L, 2L), row(window(9L, 19L), 4L, 1L));
        assertThat(leaving(state, 10)).containsExactly(row(window(0L, 10L), 3L));
        assertThat(state.rows()).isEqualTo(1);
    }

    private static void merge(AggregateState state, List<List<Object>> rows) {
        ColumnBatch batch = TestRows.batch(state.schema().rowTypes(), rows);
        state.merge(0, batch.columns(), batch.selection(), hashes(batch, state.schema().keyTypes().size()));
    }

    /** Collects keys and results of what is visited. */
    private static final class Visited implements AggregateState.EntryVisitor {
        private final List<DataType> keyTypes;
        private final List<List<Object>> rows = new ArrayList<>();

        Visited(AggregateState state) {
            keyTypes = state.schema().keyTypes();
        }

        @Override
        public void visit(AggregateState.Entries entries) {
            assertThat(entries.count()).isBetween(1, 4096);
            List<ValueVector> keys = keyTypes.stream().map(ValueVector::create).toList();
            List<ValueVector> results = List.of(ValueVector.create(DataTypes.LongType));
            keys.forEach(column -> column.reset(entries.count()));
            results.forEach(column -> column.reset(entries.count()));
            entries.finish(keys, results);
            List<ColumnVector> columns = new ArrayList<>(keys);
            columns.addAll(results);
            rows.addAll(TestRows.rows(ColumnBatch.of(columns, entries.count())));
        }
    }

    private static List<List<Object>> leaving(AggregateState state, long bound) {
        Visited leaving = new Visited(state);
        state.evict(0, bound, leaving);
        return leaving.rows;
    }

    private static List<List<Object>> all(AggregateState state) {
        Visited all = new Visited(state);
        state.visitAll(0, all);
        return all.rows;
    }

    private static List<List<Object>> changed(AggregateState state) {
        Visited changed = new Visited(state);
        state.visitChanged(0, changed);
        return changed.rows;
    }

    @Test
    void aggregatesThatLeaveAreSeenInTheOrderOfTheirPanes() {
        AggregateState state = sums(List.of(TIMESTAMP), new PaneRule.Time(0, 10));
        merge(state, List.of(row(25L, 1L, 1L), row(3L, 2L, 1L), row(15L, 4L, 1L), row(31L, 8L, 1L), row(32L, 16L, 1L)));
        assertThat(leaving(state, 31)).containsExactly(row(3L, 2L), row(15L, 4L), row(25L, 1L), row(31L, 8L));
        assertThat(all(state)).containsExactly(row(32L, 16L));
        assertThat(state.removedRows()).isEqualTo(4);
        assertThat(state.rows()).isEqualTo(1);
        assertThat(leaving(state, 31)).isEmpty();
    }

    @Test
    void changedAggregatesAreSeenOnce() {
        AggregateState state = sums(WORD, new PaneRule.None());
        merge(state, List.of(row("a", 1L, 1L), row("b", 2L, 1L), row("a", 4L, 1L)));
        merge(state, List.of(row("a", 8L, 1L)));
        assertThat(changed(state)).containsExactlyInAnyOrder(row("a", 13L), row("b", 2L));
        state.committed();
        assertThat(changed(state)).isEmpty();
        merge(state, List.of(row("b", 16L, 1L)));
        assertThat(changed(state)).containsExactly(row("b", 18L));
        assertThat(all(state)).containsExactlyInAnyOrder(row("a", 13L), row("b", 18L));
    }

    @Test
    void aChangedAggregateThatLeftIsNotSeenAsChanged() {
        AggregateState state = sums(List.of(TIMESTAMP), new PaneRule.Time(0, 10));
        merge(state, List.of(row(3L, 1L, 1L), row(13L, 2L, 1L), row(15L, 4L, 1L)));
        leaving(state, 13);
        assertThat(changed(state)).containsExactly(row(15L, 4L));
        assertThat(changes(state).puts).containsExactly(row(15L, 4L, 1L));
        assertThat(changes(state).bounds).containsExactly(13L);
    }

    @Test
    void anAggregationWithoutKeysHasOneEntry() {
        AggregateState state = sums(List.of(), new PaneRule.None());
        assertThat(all(state)).isEmpty();
        state.touchGlobalEntry();
        assertThat(all(state)).containsExactly(row((Object) null));
        assertThat(changed(state)).hasSize(1);
        merge(state, List.of(row(3L, 1L), row(4L, 1L)));
        state.touchGlobalEntry();
        assertThat(all(state)).containsExactly(row(7L));
        AggregateState keyed = sums(WORD, new PaneRule.None());
        assertThatThrownBy(keyed::touchGlobalEntry).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyEntriesAreVisitedAndEvictedInParts() {
        int count = 10_000;
        AggregateState state = sums(List.of(TIMESTAMP), new PaneRule.Time(0, 1 << 20));
        for (int from = 0; from < count; from += 2500) {
            merge(
                    state,
                    IntStream.range(from, from + 2500)
                            .mapToObj(i -> row((long) i, (long) i, 1L))
                            .toList());
        }
        Set<List<Object>> expected = new HashSet<>();
        IntStream.range(0, count).forEach(i -> expected.add(row((long) i, (long) i)));
        assertThat(all(state)).hasSize(count).isSubsetOf(expected);
        assertThat(changed(state)).hasSize(count).isSubsetOf(expected);
        assertThat(content(state)).hasSize(count);
        List<List<Object>> leaving = leaving(state, 8999);
        assertThat(new HashSet<>(leaving)).hasSize(9000).hasSameSizeAs(leaving);
        assertThat(leaving).allMatch(row -> (Long) row.getFirst() <= 8999);
        assertThat(changed(state)).hasSize(1000);
        assertThat(all(state)).hasSize(1000);
        assertThat(state.rows()).isEqualTo(1000);
        assertThat(leaving(state, 1L << 20)).hasSize(1000);
        assertThat(state.rows()).isZero();
    }

    @Test
    void aHotKeyTakesNoMoreThanOneEntry() {
        AggregateState state = sums(WORD, new PaneRule.None());
        List<List<Object>> rows =
                IntStream.range(0, 4000).mapToObj(i -> row("hot", 1L, 1L)).toList();
        merge(state, rows);
        long bytes = state.bytes();
        for (int i = 0; i < 20; i++) {
            merge(state, rows);
        }
        assertThat(all(state)).containsExactly(row("hot", 84_000L));
        assertThat(state.bytes()).isEqualTo(bytes);
    }

    @Test
    void bytesAreThoseOfTheBudgetAndAreGivenBack() {
        KeyValueState state = keyed(List.of(TIMESTAMP), List.of(DataTypes.StringType), new PaneRule.Time(0, 1000));
        assertThat(state.bytes()).isZero();
        int count = 4000;
        for (long pane = 0; pane < 10; pane++) {
            long start = pane * 1000;
            put(
                    state,
                    IntStream.range(0, count / 4)
                            .mapToObj(i -> row(start + i, "a value of about forty letters, which take up room"))
                            .toList());
        }
        long full = state.bytes();
        // time, stamp, tag, slots of the index, address and the value itself
        assertThat(full / 10_000).isBetween(90L, 250L);
        assertThat(budget.used()).isEqualTo(full);
        state.evict(0, 4999);
        assertThat(state.rows()).isEqualTo(5000);
        assertThat(state.bytes()).isBetween(full / 10 * 4, full / 10 * 6);
        assertThat(budget.used()).isEqualTo(state.bytes());
        state.clear();
        assertThat(state.bytes()).isZero();
        assertThat(budget.used()).isZero();
        assertThat(state.rows()).isZero();
        assertThat(content(state)).isEmpty();
        put(state, List.of(row(1L, "again")));
        assertThat(content(state)).containsExactly(row(1L, "again"));
    }

    @Test
    void aBudgetThatIsUsedUpNamesTheOperator() {
        KeyValueState state =
                new KeyValueState(3, "dedupe", WORD, List.of(), new PaneRule.None(), 2, new MemoryBudget(100_000));
        List<List<Object>> rows = IntStream.range(0, 4000)
                .mapToObj(i -> row("a key of some length " + i))
                .toList();
        assertThatThrownBy(() -> put(state, rows))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("dedupe (state store 3, shard 0)");
    }

    @Test
    void valuesAreReadByKey() {
        KeyValueState state = keyed(WORD, List.of(DataTypes.IntegerType, DataTypes.StringType), new PaneRule.None());
        put(state, List.of(row("a", 1, "x"), row(null, 2, null)));
        ColumnBatch keys = TestRows.batch(WORD, List.of(row("b"), row((Object) null), row("a"), row("a")));
        List<ValueVector> targets =
                List.of(ValueVector.create(DataTypes.IntegerType), ValueVector.create(DataTypes.StringType));
        targets.forEach(target -> target.reset(4));
        boolean[] found = new boolean[4];
        state.get(0, keys.columns(), new Selection(new int[] {0, 1, 2}, 3), hashes(keys, 1), targets, found);
        assertThat(found).containsExactly(false, true, true, false);
        assertThat(TestRows.get(targets.get(0), 1)).isEqualTo(2);
        assertThat(TestRows.get(targets.get(1), 1)).isNull();
        assertThat(TestRows.get(targets.get(0), 2)).isEqualTo(1);
        assertThat(TestRows.get(targets.get(1), 2)).isEqualTo("x");
    }

    @Test
    void aSnapshotIsCopiedInSlicesWhileTheStoreChanges() {
        KeyValueState state = keyed(List.of(TIMESTAMP), List.of(DataTypes.IntegerType), new PaneRule.Time(0, 10));
        Map<Object, Object> expected = new HashMap<>();
        for (long time = 0; time < 100; time++) {
            put(state, List.of(row(time, 1)));
            expected.put(time, 1);
        }
        StatefulStore.SnapshotCursor cursor = state.openSnapshot();
        Changes copied = new Changes();
        assertThat(cursor.copy(copied, 7)).isTrue();
        assertThat(copied.puts).hasSize(7);
        // what left is not copied any more, be it whole panes or entries
        state.evict(0, 55);
        while (cursor.copy(copied, 7)) {
            assertThat(copied.puts).hasSizeLessThan(100);
        }
        assertThat(cursor.copy(copied, 7)).isFalse();
        assertThat(copied.puts.stream().map(List::getFirst).filter(time -> (Long) time > 55))
                .hasSize(44)
                .doesNotHaveDuplicates();
        assertThat(copied.puts).hasSizeLessThanOrEqualTo(44 + 10);
    }

    @Test
    void rulesFitTheirColumns() {
        List<DataType> keys = List.of(DataTypes.StringType, TIMESTAMP, WINDOW);
        List<DataType> values = List.of(TIMESTAMP, DataTypes.StringType);
        List<PaneRule> good = List.of(
                new PaneRule.None(), new PaneRule.Window(2), new PaneRule.Time(1, 5), new PaneRule.Expiry(3));
        good.forEach(rule -> assertThat(new KeyLayout(keys, values, rule).rule()).isEqualTo(rule));
        List<PaneRule> bad = List.of(
                new PaneRule.Window(0),
                new PaneRule.Window(1),
                new PaneRule.Window(3),
                new PaneRule.Time(0, 5),
                new PaneRule.Time(2, 5),
                new PaneRule.Time(3, 5),
                new PaneRule.Expiry(1),
                new PaneRule.Expiry(2),
                new PaneRule.Expiry(4),
                new PaneRule.Expiry(5));
        bad.forEach(rule -> assertThatThrownBy(() -> new KeyLayout(keys, values, rule))
                .as("%s", rule)
                .hasMessageContaining("INTERNAL_ERROR"));
        for (String type : List.of("STRUCT<a: TIMESTAMP>", "STRUCT<a: TIMESTAMP, b: INT>", "STRUCT<a: INT, b: TIMESTAMP>")) {
            assertThatThrownBy(() -> new KeyLayout(List.of(DataType.fromDDL(type)), List.of(), new PaneRule.Window(0)))
                    .hasMessageContaining("INTERNAL_ERROR");
        }
    }
}

package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Which rows are late, which pane a row is in, and when a pane is finished. */
class PaneTest {
    private static final DataType TIMESTAMP = DataTypes.TimestampType;
    private static final DataType WINDOW = DataType.fromDDL("STRUCT<start: TIMESTAMP, end: TIMESTAMP>");

    private static ColumnBatch batch(DataType type, Object... values) {
        return TestRows.batch(
                List.of(type), Arrays.stream(values).map(Arrays::asList).toList());
    }

    private static List<Integer> positions(Selection rows) {
        return IntStream.range(0, rows.count()).mapToObj(rows::position).toList();
    }

    private static Object window(Object start, Object end) {
        return Arrays.asList(start, end);
    }

    @Test
    void aRowAtTheWatermarkIsLate() {
        LateRows late = new LateRows();
        ColumnBatch batch = batch(TIMESTAMP, 9L, 10L, 11L, null, -5L, 12L);
        PaneRule rule = new PaneRule.Time(0, 5);
        assertThat(positions(late.remove(rule, batch.columns(), batch.selection(), 10)))
                .containsExactly(2, 3, 5);
        assertThat(positions(late.remove(rule, batch.columns(), new Selection(new int[] {1, 5}, 2), 10)))
                .containsExactly(5);
        assertThat(positions(late.remove(rule, batch.columns(), batch.selection(), 11)))
                .containsExactly(3, 5);
        assertThat(late.remove(rule, batch.columns(), batch.selection(), -6)).isSameAs(batch.selection());
        ValueVector times = (ValueVector) batch.columns().getFirst();
        DictionaryVector dictionary = new DictionaryVector(times, new int[] {2, 0, 3, 2});
        assertThat(positions(late.remove(rule, List.of(dictionary), Selection.range(4), 10)))
                .containsExactly(0, 2, 3);
    }

    @Test
    void aWindowIsLateWhenItsEndIs() {
        ColumnBatch batch = batch(
                WINDOW, window(0L, 10L), window(1L, 11L), null, window(2L, null), window(-9L, 1L), window(null, 12L));
        LateRows late = new LateRows();
        PaneRule rule = new PaneRule.Window(0);
        assertThat(positions(late.remove(rule, batch.columns(), batch.selection(), 10)))
                .containsExactly(1, 2, 3, 5);
        // more rows than before
        ColumnBatch larger = batch(WINDOW, IntStream.range(0, 20).mapToObj(i -> window(0L, (long) i)).toArray());
        assertThat(positions(late.remove(rule, larger.columns(), larger.selection(), 17)))
                .containsExactly(18, 19);
    }

    @Test
    void rowsWithoutATimeOfTheirOwnAreNeverLate() {
        ColumnBatch batch = batch(TIMESTAMP, 1L, 2L);
        LateRows late = new LateRows();
        assertThat(late.remove(new PaneRule.None(), batch.columns(), batch.selection(), 10))
                .isSameAs(batch.selection());
        assertThat(late.remove(new PaneRule.Expiry(0), batch.columns(), batch.selection(), 10))
                .isSameAs(batch.selection());
    }

    @Property
    void stretchesHoldTheirTimes(
            @ForAll @LongRange(min = -1000, max = 1000) long time, @ForAll @LongRange(min = 1, max = 50) long length) {
        Pane pane = Pane.stretch(time, length);
        assertThat(pane.start()).isLessThanOrEqualTo(time).isGreaterThan(time - length);
        assertThat(Math.floorMod(pane.start(), length)).isZero();
        assertThat(pane.end()).isEqualTo(pane.start() + length);
        assertThat(pane.lowest()).isEqualTo(pane.start());
        assertThat(pane.highest()).isEqualTo(pane.end() - 1);
        assertThat(Pane.stretch(pane.start(), length)).isEqualTo(pane);
        assertThat(Pane.stretch(pane.highest(), length)).isEqualTo(pane);
        assertThat(Pane.stretch(pane.end(), length)).isNotEqualTo(pane);
    }

    @Test
    void stretchesAtTheEndsOfTime() {
        Pane first = Pane.stretch(Long.MIN_VALUE, 10);
        assertThat(first.start()).isEqualTo(Long.MIN_VALUE);
        assertThat(first.lowest()).isEqualTo(Long.MIN_VALUE);
        assertThat(first.highest()).isEqualTo(Long.MIN_VALUE + 9);
        Pane last = Pane.stretch(Long.MAX_VALUE, 10);
        assertThat(last.start()).isEqualTo(Long.MAX_VALUE - 7);
        assertThat(last.end()).isEqualTo(Long.MAX_VALUE);
        assertThat(last.highest()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> new PaneRule.Time(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new PaneRule.Time(0, 1).stretchMicros()).isEqualTo(1);
    }

    @Test
    void watermarksFinishAndCut() {
        Pane stretch = Pane.stretch(25, 10);
        assertThat(IntStream.of(19, 20, 28, 29, 30).mapToObj(stretch::isFinished))
                .containsExactly(false, false, false, true, true);
        assertThat(IntStream.of(19, 20, 28, 29, 30).mapToObj(stretch::isCut))
                .containsExactly(false, true, true, false, false);
        Pane window = Pane.window(20, false, 30, false);
        assertThat(IntStream.of(20, 29, 30).mapToObj(window::isFinished)).containsExactly(false, false, true);
        assertThat(IntStream.of(20, 29, 30, 31).mapToObj(window::isCut)).containsOnly(false);
        assertThat(window.startIsNull()).isFalse();
        assertThat(window.endIsNull()).isFalse();
        assertThat(window.isTimeless()).isFalse();
        Pane noStart = Pane.window(0, true, 30, false);
        assertThat(noStart.startIsNull()).isTrue();
        assertThat(noStart.isFinished(30)).isTrue();
        Pane noEnd = Pane.window(20, false, 0, true);
        assertThat(noEnd.endIsNull()).isTrue();
        assertThat(noEnd.startIsNull()).isFalse();
        assertThat(noEnd.isFinished(Long.MAX_VALUE)).isFalse();
        assertThat(Pane.TIMELESS.isTimeless()).isTrue();
        assertThat(Pane.TIMELESS.isFinished(Long.MAX_VALUE)).isFalse();
        assertThat(Pane.TIMELESS.isCut(0)).isFalse();
        assertThat(Pane.ANY_TIME.isCut(0)).isTrue();
        assertThat(Pane.ANY_TIME.isTimeless()).isFalse();
    }

    private static List<Object> sorted(PaneBuckets buckets, ColumnBatch batch, Selection rows) {
        int count = buckets.sort(batch.columns(), rows);
        List<Object> sorted = new ArrayList<>();
        for (int bucket = 0; bucket < count; bucket++) {
            sorted.add(List.of(buckets.pane(bucket), positions(buckets.rows(bucket))));
        }
        return sorted;
    }

    @Test
    void rowsAreSortedByStretch() {
        PaneBuckets buckets = new PaneBuckets(new KeyLayout(List.of(TIMESTAMP), List.of(), new PaneRule.Time(0, 10)));
        ColumnBatch batch = batch(TIMESTAMP, 5L, 19L, 9L, null, 0L, 10L, -1L, 20L, null);
        List<Object> expected = List.of(
                List.of(Pane.stretch(5, 10), List.of(0, 2, 4)),
                List.of(Pane.stretch(19, 10), List.of(1, 5)),
                List.of(Pane.TIMELESS, List.of(3, 8)),
                List.of(Pane.stretch(-1, 10), List.of(6)),
                List.of(Pane.stretch(20, 10), List.of(7)));
        assertThat(sorted(buckets, batch, batch.selection())).isEqualTo(expected);
        Selection some = new Selection(new int[] {1, 5}, 2);
        assertThat(sorted(buckets, batch, some)).containsExactly(List.of(Pane.stretch(10, 10), List.of(1, 5)));
        assertThat(sorted(buckets, batch, Selection.EMPTY)).isEmpty();
        assertThat(sorted(buckets, batch, batch.selection())).isEqualTo(expected);
        ColumnBatch first = batch(TIMESTAMP, 0L, null);
        assertThat(sorted(buckets, first, first.selection()))
                .containsExactly(List.of(Pane.stretch(0, 10), List.of(0)), List.of(Pane.TIMELESS, List.of(1)));
        ColumnBatch missing = batch(TIMESTAMP, null, 0L);
        assertThat(sorted(buckets, missing, missing.selection()))
                .containsExactly(List.of(Pane.TIMELESS, List.of(0)), List.of(Pane.stretch(0, 10), List.of(1)));
    }

    @Test
    void rowsAreSortedByWindow() {
        PaneBuckets buckets = new PaneBuckets(new KeyLayout(List.of(WINDOW), List.of(), new PaneRule.Window(0)));
        ColumnBatch plain = batch(WINDOW, window(0L, 10L), window(0L, 20L), window(5L, 10L), window(0L, 10L));
        assertThat(sorted(buckets, plain, plain.selection()))
                .containsExactly(
                        List.of(Pane.window(0, false, 10, false), List.of(0, 3)),
                        List.of(Pane.window(0, false, 20, false), List.of(1)),
                        List.of(Pane.window(5, false, 10, false), List.of(2)));
        ColumnBatch nulls = batch(WINDOW, window(0L, 0L), null, window(null, 0L), window(0L, null), window(0L, 0L));
        assertThat(sorted(buckets, nulls, nulls.selection()))
                .containsExactly(
                        List.of(Pane.window(0, false, 0, false), List.of(0, 4)),
                        List.of(Pane.TIMELESS, List.of(1)),
                        List.of(Pane.window(0, true, 0, false), List.of(2)),
                        List.of(Pane.window(0, false, 0, true), List.of(3)));
        for (Object missing : new Object[] {null, window(null, 0L), window(0L, null)}) {
            ColumnBatch one = batch(WINDOW, window(0L, 0L), missing);
            assertThat(buckets.sort(one.columns(), one.selection())).isEqualTo(2);
        }
        ColumnBatch zeros = batch(WINDOW, window(0L, 0L), window(0L, 0L));
        assertThat(sorted(buckets, zeros, zeros.selection()))
                .containsExactly(List.of(Pane.window(0, false, 0, false), List.of(0, 1)));
        ColumnBatch one = batch(WINDOW, window(0L, 10L), window(0L, 10L));
        assertThat(sorted(buckets, one, one.selection()))
                .containsExactly(List.of(Pane.window(0, false, 10, false), List.of(0, 1)));
    }

    @Test
    void stateWithoutTimesHasOnePane() {
        ColumnBatch batch = batch(TIMESTAMP, 1L, 2L);
        PaneBuckets none = new PaneBuckets(new KeyLayout(List.of(TIMESTAMP), List.of(), new PaneRule.None()));
        assertThat(sorted(none, batch, batch.selection())).containsExactly(List.of(Pane.TIMELESS, List.of(0, 1)));
        assertThat(sorted(none, batch, Selection.EMPTY)).isEmpty();
        PaneBuckets expiry =
                new PaneBuckets(new KeyLayout(List.of(TIMESTAMP), List.of(TIMESTAMP), new PaneRule.Expiry(1)));
        assertThat(sorted(expiry, batch, batch.selection())).containsExactly(List.of(Pane.ANY_TIME, List.of(0, 1)));
    }

    @Test
    void layoutsThatDoNotFitAreRefused() {
        DataType text = DataTypes.StringType;
        List<DataType> keys = List.of(text, WINDOW, TIMESTAMP);
        assertThat(new KeyLayout(keys, List.of(), new PaneRule.Window(1)).tableKeyTypes())
                .containsExactly(text, TIMESTAMP);
        assertThat(new KeyLayout(keys, List.of(), new PaneRule.Window(1)).windowColumn()).isEqualTo(1);
        assertThat(new KeyLayout(keys, List.of(), new PaneRule.Time(2, 1)).tableKeyTypes())
                .isEqualTo(keys);
        assertThat(new KeyLayout(keys, List.of(), new PaneRule.Time(2, 1)).windowColumn()).isEqualTo(-1);
        assertThat(new KeyLayout(keys, List.of(text), new PaneRule.None()).rowTypes())
                .containsExactly(text, WINDOW, TIMESTAMP, text);
        assertThat(new KeyLayout(keys, List.of(), new PaneRule.Window(1)).tableKeys(List.of("a", "b", "c", "d")))
                .containsExactly("a", "c");
        assertThat(new KeyLayout(keys, List.of(), new PaneRule.None()).tableKeys(List.of("a", "b", "c", "d")))
                .containsExactly("a", "b", "c");
        assertThat(new KeyLayout(keys, List.of(text, TIMESTAMP), new PaneRule.Expiry(4)).rule())
                .isEqualTo(new PaneRule.Expiry(4));
        List<PaneRule> wrong = List.of(
                new PaneRule.Window(0),
                new PaneRule.Window(2),
                new PaneRule.Window(3),
                new PaneRule.Time(0, 1),
                new PaneRule.Time(3, 1),
                new PaneRule.Expiry(2),
                new PaneRule.Expiry(3),
                new PaneRule.Expiry(5));
        assertThat(wrong).allSatisfy(rule -> assertThatThrownBy(
                        () -> new KeyLayout(keys, List.of(text, TIMESTAMP), rule))
                .hasMessageContaining("INTERNAL_ERROR"));
        for (String struct : new String[] {"STRUCT<a: TIMESTAMP>", "STRUCT<a: TIMESTAMP, b: INT>", "STRUCT<a: INT, b: TIMESTAMP>"
        }) {
            assertThatThrownBy(() ->
                            new KeyLayout(List.of(DataType.fromDDL(struct)), List.of(), new PaneRule.Window(0)))
                    .hasMessageContaining("INTERNAL_ERROR");
        }
    }
}

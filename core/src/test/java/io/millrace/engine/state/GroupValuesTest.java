package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.Accumulator;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the state keeps for a group: rows, or unfinished aggregates. */
class GroupValuesTest {
    private static final Selection ONE_ROW = Selection.range(1);

    private static LongVector longs(long... values) {
        LongVector vector = (LongVector) ValueVector.create(DataTypes.LongType);
        vector.reset(values.length);
        for (int i = 0; i < values.length; i++) {
            vector.set(i, values[i]);
        }
        return vector;
    }

    private static List<ValueVector> empty(int rows, DataType... types) {
        List<ValueVector> vectors = new ArrayList<>();
        for (DataType type : types) {
            ValueVector vector = ValueVector.create(type);
            vector.reset(rows);
            vectors.add(vector);
        }
        return vectors;
    }

    private static BytesVector text(int length) {
        BytesVector vector = (BytesVector) ValueVector.create(DataTypes.StringType);
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        vector.reset(1);
        vector.set(0, bytes);
        return vector;
    }

    @Test
    void groupsWithoutARowGiveNulls() {
        RowValues values = new RowValues(List.of(DataTypes.LongType, DataTypes.StringType));
        values.ensureGroups(3);
        values.load(new int[] {1}, List.of(longs(7), text(2)), ONE_ROW);
        List<ValueVector> out = empty(4, DataTypes.LongType, DataTypes.StringType);
        values.export(new int[] {0, 1, 2}, 3, out, 1);
        assertThat(out.get(0).isNull(1)).isTrue();
        assertThat(out.get(1).isNull(1)).isTrue();
        assertThat(((LongVector) out.get(0)).get(2)).isEqualTo(7);
        assertThat(new String(((BytesVector) out.get(1)).copyBytes(2), StandardCharsets.US_ASCII))
                .isEqualTo("xx");
        assertThat(out.get(0).isNull(3)).isTrue();
        values.clear(1);
        values.export(new int[] {1}, 1, out, 0);
        assertThat(out.get(0).isNull(0)).isTrue();
        assertThat(out.get(1).isNull(0)).isTrue();
    }

    @Test
    void rowsThatAreReplacedOrLeaveTakeNoRoom() {
        RowValues values = new RowValues(List.of(DataTypes.StringType));
        values.ensureGroups(100);
        long most = 0;
        for (int i = 0; i < 20_000; i++) {
            values.load(new int[] {i % 100}, List.of(text(1000)), ONE_ROW);
            if (i % 3 == 0) {
                values.clear(i % 100);
            }
            most = Math.max(most, values.retainedBytes());
        }
        // 100 rows of 1,000 bytes are live at any time; 20,000 of them were written
        assertThat(most).isBetween(60_000L, 4_000_000L);
    }

    @Test
    void aggregatesOfSeveralCallsHaveColumnsOfTheirOwn() {
        AccumulatorValues values = new AccumulatorValues(List.of(SumFunction.call(false), SumFunction.call(false)));
        values.ensureGroups(2);
        int[] groups = {1, 0};
        List<ColumnVector> unfinished = List.of(longs(10, 20), longs(1, 2), longs(300, 400), longs(3, 4));
        values.merge(groups, unfinished, Selection.range(2));
        values.merge(groups, unfinished, Selection.range(1));
        List<ValueVector> buffers =
                empty(3, DataTypes.LongType, DataTypes.LongType, DataTypes.LongType, DataTypes.LongType);
        values.export(new int[] {0, 1}, 2, buffers, 1);
        assertThat(column(buffers.get(0))).containsExactly(20L, 20L);
        assertThat(column(buffers.get(1))).containsExactly(2L, 2L);
        assertThat(column(buffers.get(2))).containsExactly(400L, 600L);
        assertThat(column(buffers.get(3))).containsExactly(4L, 6L);

        values.load(new int[] {0}, List.of(longs(1), longs(2), longs(3), longs(4)), ONE_ROW);
        List<ValueVector> results = empty(3, DataTypes.LongType, DataTypes.LongType);
        values.finish(new int[] {0, 1}, 2, results, 1);
        assertThat(column(results.get(0))).containsExactly(1L, 20L);
        assertThat(column(results.get(1))).containsExactly(3L, 600L);

        values.clear(1);
        values.finish(new int[] {0, 1}, 2, results, 1);
        assertThat(column(results.get(0))).containsExactly(1L, null);
        assertThat(column(results.get(1))).containsExactly(3L, null);
    }

    @Test
    void aggregatesCountWhatTheyKeep() {
        AccumulatorValues one = new AccumulatorValues(List.of(SumFunction.call(false)));
        AccumulatorValues two = new AccumulatorValues(List.of(SumFunction.call(false), SumFunction.call(false)));
        one.ensureGroups(1000);
        two.ensureGroups(1000);
        Accumulator single = one.accumulator(0);
        assertThat(single.retainedBytes()).isPositive();
        assertThat(one.retainedBytes()).isEqualTo(single.retainedBytes());
        assertThat(two.retainedBytes()).isEqualTo(2 * single.retainedBytes());
    }

    private static List<Long> column(ValueVector vector) {
        List<Long> values = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            values.add(vector.isNull(i) ? null : Long.valueOf(((LongVector) vector).get(i)));
        }
        return values;
    }
}

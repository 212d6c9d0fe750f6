package io.millrace.engine.operator.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTimeOperatorTest {
    private static final DataType TIMESTAMP = DataTypes.TimestampType;

    private final List<List<? extends Number>> heard = new ArrayList<>();
    private final List<ColumnBatch> passed = new ArrayList<>();
    private final EventTimeOperator operator =
            new EventTimeOperator(0, (count, min, max, sum) -> heard.add(List.of(count, min, max, sum)));

    private static ValueVector times(Long... times) {
        return Values.vector(TIMESTAMP, Arrays.asList(times));
    }

    @Test
    void countsAllRowsOfAllBatches() {
        ColumnBatch first = ColumnBatch.of(List.of(times(5_000L, -7_000L, 9_000L)), 3);
        ColumnBatch second = ColumnBatch.of(List.of(times(1_500L)), 1);
        operator.process(first, passed::add);
        operator.process(second, passed::add);
        assertThat(heard).isEmpty();
        operator.finish(passed::add);
        assertThat(passed).containsExactly(first, second);
        assertThat(heard).containsExactly(List.of(4L, -7_000L, 9_000L, 8.5));
    }

    @Test
    void onlySelectedRowsCount() {
        ValueVector times = times(1_000_000L, 3_000L, -1_000_000L, 5_000L);
        operator.process(ColumnBatch.of(List.of(times), 4, new Selection(new int[] {1, 3}, 2)), passed::add);
        operator.process(ColumnBatch.of(List.of(times(4_000L, 9_000_000L)), 2, Selection.range(1)), passed::add);
        operator.finish(passed::add);
        assertThat(heard).containsExactly(List.of(3L, 3_000L, 5_000L, 12.0));
    }

    @Test
    void dictionariesAreLookedUp() {
        DictionaryVector times = new DictionaryVector(times(1_000L, 3_000L, 99_000L), new int[] {1, 1, 0});
        operator.process(ColumnBatch.of(List.of(times), 3), passed::add);
        operator.finish(passed::add);
        assertThat(heard).containsExactly(List.of(3L, 1_000L, 3_000L, 7.0));
    }

    @Test
    void ofAWindowTheEndCounts() {
        DataType window = DataType.fromDDL("STRUCT<start: TIMESTAMP, end: TIMESTAMP>");
        ValueVector windows =
                Values.vector(window, List.of(new Object[] {0L, 10_000L}, new Object[] {10_000L, 20_000L}));
        operator.process(ColumnBatch.of(List.of(windows), 2), passed::add);
        operator.finish(passed::add);
        assertThat(heard).containsExactly(List.of(2L, 10_000L, 20_000L, 30.0));
    }

    @Test
    void aMissingTimeCountsAsZero() {
        operator.process(ColumnBatch.of(List.of(times(5_000L, null)), 2), passed::add);
        operator.finish(passed::add);
        assertThat(heard).containsExactly(List.of(2L, 0L, 5_000L, 5.0));
    }

    @Test
    void nothingIsHeardOfNoRows() {
        operator.process(ColumnBatch.of(List.of(times()), 0), passed::add);
        operator.finish(passed::add);
        assertThat(heard).isEmpty();
    }
}

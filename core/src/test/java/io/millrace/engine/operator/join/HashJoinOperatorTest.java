package io.millrace.engine.operator.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.PredicateEvaluator;
import io.millrace.engine.operator.join.HashJoinOperator.Kind;
import io.millrace.engine.operator.join.HashJoinOperator.Shape;
import io.millrace.engine.scheduler.Cancellation;
import io.millrace.engine.state.TestRows;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The join agrees with two loops, one inside the other. Rows are a key of two columns and a number. */
class HashJoinOperatorTest {
    private static final BatchContext CONTEXT = new BatchContext(0, 0, 0, 0);
    private static final List<DataType> TYPES =
            List.of(DataTypes.LongType, DataTypes.StringType, DataTypes.IntegerType);
    private static final int NUMBER = 2;

    private final Cancellation cancellation = new Cancellation();

    /** Pairs whose numbers add up to an even one; the columns may stand either way round. */
    private static final PredicateEvaluator EVEN_SUM = (batch, rows, context) -> {
        int[] kept = new int[rows.count()];
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int sum = (Integer) TestRows.get(batch.column(NUMBER), position)
                    + (Integer) TestRows.get(batch.column(TYPES.size() + NUMBER), position);
            if (sum % 2 == 0) {
                kept[count++] = position;
            }
        }
        return new Selection(kept, count);
    };

    private static List<Evaluator> keys(int count) {
        return IntStream.range(0, count)
                .<Evaluator>mapToObj(i -> Evaluators.compile(new Expression.InputColumn(i, TYPES.get(i), true)))
                .toList();
    }

    /** The rows, in batches of seven; the columns first, then those of them that are keys. */
    private static JoinTable table(List<List<Object>> rows, int keyCount, boolean nullsEqual) {
        List<DataType> keyTypes = TYPES.subList(0, keyCount);
        List<ColumnBatch> batches = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += 7) {
            ColumnBatch batch = TestRows.batch(TYPES, rows.subList(first, Math.min(first + 7, rows.size())));
            List<ColumnVector> columns = new ArrayList<>(batch.columns());
            columns.addAll(batch.columns().subList(0, keyCount));
            batches.add(batch.withColumns(columns));
        }
        boolean[] nulls = new boolean[keyCount];
        Arrays.fill(nulls, nullsEqual);
        JoinTable table = new JoinTable(batches, TYPES, keyTypes, nulls);
        assertThat(table.rowCount()).isEqualTo(rows.size());
        return table;
    }

    private HashJoinOperator operator(
            JoinTable table, int keyCount, Optional<PredicateEvaluator> residual, Shape shape, boolean[] matched) {
        return new HashJoinOperator(table, keys(keyCount), residual, shape, CONTEXT, cancellation, matched);
    }

    private static List<List<Object>> random(Random random, int count, int keys) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Long key = random.nextInt(6) == 0 ? null : (long) random.nextInt(keys);
            String name = random.nextInt(6) == 0 ? null : "name " + random.nextInt(2);
            rows.add(Arrays.asList(key, name, i));
        }
        return rows;
    }

    private static boolean joins(
            List<Object> probe, List<Object> build, int keyCount, boolean nullsEqual, boolean even) {
        for (int key = 0; key < keyCount; key++) {
            if (!Objects.equals(probe.get(key), build.get(key)) || (!nullsEqual && probe.get(key) == null)) {
                return false;
            }
        }
        return !even || ((Integer) probe.get(NUMBER) + (Integer) build.get(NUMBER)) % 2 == 0;
    }

    private static List<Object> beside(List<Object> probe, List<Object> build, boolean probeFirst) {
        List<Object> row = new ArrayList<>(probeFirst ? probe : build);
        row.addAll(probeFirst ? build : probe);
        return row;
    }

    private static List<List<Object>> loops(
            List<List<Object>> probe,
            List<List<Object>> build,
            int keyCount,
            boolean nullsEqual,
            boolean even,
            Shape shape) {
        List<List<Object>> out = new ArrayList<>();
        List<List<Object>> alone = new ArrayList<>();
        for (List<Object> row : probe) {
            List<List<Object>> partners = build.stream()
                    .filter(other -> joins(row, other, keyCount, nullsEqual, even))
                    .toList();
            boolean found = !partners.isEmpty();
            switch (shape.kind()) {
                case INNER, PROBE_OUTER -> {
                    partners.forEach(other -> out.add(beside(row, other, shape.probeFirst())));
                    if (!found && shape.kind() == Kind.PROBE_OUTER) {
                        alone.add(beside(row, Collections.nCopies(TYPES.size(), null), shape.probeFirst()));
                    }
                }
                case SEMI -> {
                    if (found) {
                        out.add(row);
                    }
                }
                case ANTI -> {
                    if (!found) {
                        out.add(row);
                    }
                }
                case MARK -> out.add(beside(row, List.of(found), true));
                case SINGLE ->
                    out.add(beside(row, found ? partners.getFirst() : Collections.nCopies(TYPES.size(), null), true));
            }
        }
        out.addAll(alone);
        return out;
    }

    private static List<List<Object>> run(HashJoinOperator operator, ColumnBatch... batches) {
        List<List<Object>> out = new ArrayList<>();
        for (ColumnBatch batch : batches) {
            operator.process(batch, joined -> out.addAll(TestRows.rows(joined)));
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"INNER", "PROBE_OUTER", "SEMI", "ANTI", "MARK"})
    void agreesWithLoops(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        List<List<Object>> probe = random(random, 60, 12);
        List<List<Object>> build = random(random, 40, 12);
        for (int keyCount = 0; keyCount <= 2; keyCount++) {
            for (boolean nullsEqual : new boolean[] {false, true}) {
                for (boolean even : new boolean[] {false, true}) {
                    for (boolean probeFirst : new boolean[] {false, true}) {
                        Shape shape = new Shape(kind, probeFirst);
                        HashJoinOperator operator = operator(
                                table(build, keyCount, nullsEqual),
                                keyCount,
                                even ? Optional.of(EVEN_SUM) : Optional.empty(),
                                shape,
                                null);
                        assertThat(run(operator, TestRows.batch(TYPES, probe)))
                                .as("%s keys %s nulls %s even %s", shape, keyCount, nullsEqual, even)
                                .isEqualTo(loops(probe, build, keyCount, nullsEqual, even, shape));
                    }
                }
            }
        }
    }

    @Test
    void nothingIsLeftOverFromTheBatchBefore() {
        List<List<Object>> build = List.of(List.of(1L, "a", 1), List.of(2L, "a", 2));
        List<List<Object>> found = List.of(List.of(1L, "a", 10), List.of(2L, "a", 11), List.of(1L, "a", 12));
        List<List<Object>> missing = List.of(List.of(7L, "a", 13), List.of(2L, "b", 14));
        List<List<Object>> more = List.of(
                List.of(7L, "a", 15),
                List.of(7L, "a", 16),
                List.of(7L, "a", 17),
                List.of(2L, "a", 18),
                List.of(8L, "a", 19));
        for (Kind kind : Kind.values()) {
            Shape shape = new Shape(kind, true);
            List<List<Object>> expected = new ArrayList<>();
            List.of(found, missing, more).forEach(rows -> expected.addAll(loops(rows, build, 2, false, false, shape)));
            assertThat(run(
                            operator(table(build, 2, false), 2, Optional.empty(), shape, null),
                            TestRows.batch(TYPES, found),
                            TestRows.batch(TYPES, missing),
                            TestRows.batch(TYPES, more)))
                    .as(kind.name())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlySelectedRowsOfDictionariesAreLookedUp(Kind kind) {
        List<List<Object>> build = List.of(List.of(1L, "a", 1), List.of(3L, "a", 3));
        ColumnBatch words =
                TestRows.batch(TYPES, List.of(List.of(1L, "a", 10), List.of(2L, "a", 20), List.of(3L, "a", 30)));
        List<ColumnVector> columns = new ArrayList<>();
        words.columns()
                .forEach(column -> columns.add(new DictionaryVector((ValueVector) column, new int[] {2, 0, 1, 0, 2})));
        ColumnBatch batch = ColumnBatch.of(columns, 5, new Selection(new int[] {1, 2, 4}, 3));
        List<List<Object>> probe = TestRows.rows(batch);
        assertThat(probe).hasSize(3);
        Shape shape = new Shape(kind, true);
        assertThat(run(operator(table(build, 1, false), 1, Optional.empty(), shape, null), batch))
                .isEqualTo(loops(probe, build, 1, false, false, shape));
    }

    @Test
    void pairsBeyondABatchComeOutInSeveral() {
        List<List<Object>> build = random(new Random(1), 200, 1);
        List<List<Object>> probe = random(new Random(2), 100, 1);
        for (Kind kind : new Kind[] {Kind.INNER, Kind.PROBE_OUTER, Kind.SEMI, Kind.ANTI}) {
            Shape shape = new Shape(kind, true);
            HashJoinOperator operator = operator(table(build, 0, false), 0, Optional.of(EVEN_SUM), shape, null);
            assertThat(run(operator, TestRows.batch(TYPES, probe)))
                    .isEqualTo(loops(probe, build, 0, false, true, shape));
        }
    }

    @Test
    void buildRowsThatFoundAPartnerAreMarked() {
        List<List<Object>> build =
                List.of(List.of(1L, "a", 1), List.of(1L, "a", 2), List.of(2L, "a", 3), List.of(3L, "a", 4));
        boolean[] matched = new boolean[4];
        Shape shape = new Shape(Kind.PROBE_OUTER, true);
        HashJoinOperator operator = operator(table(build, 1, false), 1, Optional.of(EVEN_SUM), shape, matched);
        run(operator, TestRows.batch(TYPES, List.of(List.of(1L, "a", 2), List.of(3L, "a", 6))));
        assertThat(matched).containsExactly(false, true, false, true);
    }

    @Test
    void aSecondPartnerOfASingleRowIsAnError() {
        List<List<Object>> build = List.of(List.of(1L, "a", 1), List.of(1L, "a", 2), List.of(2L, "a", 4));
        Shape shape = new Shape(Kind.SINGLE, true);
        ColumnBatch one = TestRows.batch(TYPES, List.of(List.of(1L, "a", 1)));
        ColumnBatch other = TestRows.batch(TYPES, List.of(List.of(2L, "a", 2), List.of(9L, "a", 3)));
        assertThatThrownBy(() -> run(operator(table(build, 1, false), 1, Optional.empty(), shape, null), one))
                .hasMessageContaining("SCALAR_SUBQUERY_TOO_MANY_ROWS");
        assertThat(run(operator(table(build, 1, false), 1, Optional.of(EVEN_SUM), shape, null), one))
                .containsExactly(List.of(1L, "a", 1, 1L, "a", 1));
        assertThat(run(operator(table(build, 1, false), 1, Optional.empty(), shape, null), other))
                .containsExactly(List.of(2L, "a", 2, 2L, "a", 4), Arrays.asList(9L, "a", 3, null, null, null));
    }

    @Test
    void nothingIsJoinedForAQueryThatWasStopped() {
        List<List<Object>> rows = List.of(List.of(1L, "a", 1));
        HashJoinOperator operator =
                operator(table(rows, 1, false), 1, Optional.empty(), new Shape(Kind.INNER, true), null);
        cancellation.cancel();
        assertThatThrownBy(() -> run(operator, TestRows.batch(TYPES, rows))).isInstanceOf(CancellationException.class);
    }
}

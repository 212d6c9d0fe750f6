package io.millrace.engine.builtin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Feeds the same rows to an accumulator in every way that the engine may, and compares each result with a plain fold:
 * in one go, row by row, as constants and dictionaries, with rows between that are not selected, split into parts that
 * are merged, exported and loaded half way, and after its groups were used and cleared.
 */
final class AccumulatorVerifier {
    private static final double TOLERANCE = 1e-9;

    private final Supplier<? extends TypedAccumulator> factory;
    private final List<DataType> argumentTypes;
    private final DataType resultType;

    AccumulatorVerifier(Supplier<? extends TypedAccumulator> factory, DataType resultType, DataType... argumentTypes) {
        this.factory = factory;
        this.resultType = resultType;
        this.argumentTypes = List.of(argumentTypes);
    }

    /** A row: its group and its arguments in internal form. */
    @SuppressWarnings("ArrayRecordComponent") // varargs keep the tests short; rows are never compared
    record Row(int group, Object... arguments) {}

    /** @param fold the result for the rows of one group, in order */
    void verify(List<Row> rows, Function<List<Row>, Object> fold) {
        Map<Integer, Object> expected = new TreeMap<>();
        int groups = groupCount(rows);
        for (int g = 0; g < groups; g++) {
            int group = g;
            expected.put(
                    g,
                    fold.apply(rows.stream().filter(row -> row.group == group).toList()));
        }
        check("in one go", feed(open(groups), rows), groups, expected);
        check("row by row", rowByRow(rows, groups), groups, expected);
        check("constants", constants(rows, groups), groups, expected);
        check("dictionaries", dictionaries(rows, groups), groups, expected);
        check("with rows that do not count", selected(rows, groups), groups, expected);
        for (int parts = 2; parts <= 4; parts++) {
            check("merged from " + parts, merged(rows, groups, parts), groups, expected);
        }
        check("loaded half way", loaded(rows, groups), groups, expected);
        check("cleared before", cleared(rows, groups), groups, expected);
    }

    private static int groupCount(List<Row> rows) {
        return rows.stream().mapToInt(Row::group).max().orElse(-1) + 2;
    }

    private Accumulator open(int groups) {
        TypedAccumulator accumulator = factory.get();
        // Room is made in two steps, as for groups that turn up later.
        accumulator.ensureGroups(1);
        accumulator.ensureGroups(groups);
        return accumulator;
    }

    private List<ColumnVector> columns(List<Row> rows) {
        List<ColumnVector> columns = new ArrayList<>();
        for (int c = 0; c < argumentTypes.size(); c++) {
            List<Object> values = new ArrayList<>();
            for (Row row : rows) {
                values.add(row.arguments[c]);
            }
            columns.add(Values.vector(argumentTypes.get(c), values));
        }
        return columns;
    }

    private static int[] groups(List<Row> rows) {
        return rows.stream().mapToInt(Row::group).toArray();
    }

    private Accumulator feed(Accumulator accumulator, List<Row> rows) {
        accumulator.update(groups(rows), columns(rows), Selection.range(rows.size()));
        return accumulator;
    }

    private Accumulator rowByRow(List<Row> rows, int groups) {
        Accumulator accumulator = open(groups);
        for (Row row : rows) {
            feed(accumulator, List.of(row));
        }
        return accumulator;
    }

    private Accumulator constants(List<Row> rows, int groups) {
        Accumulator accumulator = open(groups);
        for (Row row : rows) {
            List<ColumnVector> columns = new ArrayList<>();
            for (int c = 0; c < argumentTypes.size(); c++) {
                columns.add(Values.constant(row.arguments[c], argumentTypes.get(c)));
            }
            accumulator.update(new int[] {-1, -1, row.group, -1}, columns, new Selection(new int[] {2}, 1));
        }
        return accumulator;
    }

    private Accumulator dictionaries(List<Row> rows, int groups) {
        List<Row> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        int[] indices = new int[rows.size()];
        Arrays.setAll(indices, i -> rows.size() - 1 - i);
        List<ColumnVector> columns = new ArrayList<>();
        for (ColumnVector column : columns(reversed)) {
            columns.add(new DictionaryVector((ValueVector) column, indices));
        }
        Accumulator accumulator = open(groups);
        accumulator.update(groups(rows), columns, Selection.range(rows.size()));
        return accumulator;
    }

    private Accumulator selected(List<Row> rows, int groups) {
        List<Row> padded = new ArrayList<>();
        int[] positions = new int[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            padded.add(new Row(-1, rows.get(rows.size() - 1 - i).arguments));
            positions[i] = padded.size();
            padded.add(rows.get(i));
        }
        Accumulator accumulator = open(groups);
        accumulator.update(groups(padded), columns(padded), new Selection(positions, rows.size()));
        return accumulator;
    }

    private List<ValueVector> export(Accumulator accumulator, int groups) {
        List<ValueVector> buffers = new ArrayList<>();
        for (DataType type : factory.get().bufferTypes()) {
            ValueVector buffer = ValueVector.create(type);
            buffer.reset(groups);
            buffers.add(buffer);
        }
        accumulator.export(numbers(groups), groups, buffers, 0);
        return buffers;
    }

    private static int[] numbers(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private Accumulator merged(List<Row> rows, int groups, int parts) {
        Accumulator whole = open(groups);
        for (int p = 0; p < parts; p++) {
            List<Row> part = rows.subList(rows.size() * p / parts, rows.size() * (p + 1) / parts);
            List<ValueVector> buffers = export(feed(open(groups), part), groups);
            whole.merge(numbers(groups), List.copyOf(buffers), Selection.range(groups));
        }
        return whole;
    }

    private Accumulator loaded(List<Row> rows, int groups) {
        int half = rows.size() / 2;
        List<ValueVector> buffers = export(feed(open(groups), rows.subList(0, half)), groups);
        Accumulator accumulator = feed(open(groups), rows);
        accumulator.load(numbers(groups), List.copyOf(buffers), Selection.range(groups));
        return feed(accumulator, rows.subList(half, rows.size()));
    }

    private Accumulator cleared(List<Row> rows, int groups) {
        Accumulator accumulator = feed(open(groups), rows);
        for (int g = 0; g < groups; g++) {
            accumulator.clear(g);
        }
        return feed(accumulator, rows);
    }

    private void check(String way, Accumulator accumulator, int groups, Map<Integer, Object> expected) {
        ValueVector results = ValueVector.create(resultType);
        results.reset(groups + 1);
        accumulator.finish(numbers(groups), groups, results, 1);
        for (int g = 0; g < groups; g++) {
            Object actual = Values.get(results, g + 1);
            Object wanted = expected.get(g);
            assertThat(same(actual, wanted))
                    .as("%s, group %d: expected %s but was %s", way, g, wanted, actual)
                    .isTrue();
        }
        assertThat(accumulator.retainedBytes()).isPositive();
    }

    private static boolean same(Object actual, Object wanted) {
        if (actual instanceof Double a && wanted instanceof Double w) {
            return a.equals(w) || a - w == 0 || Math.abs(a - w) <= TOLERANCE * Math.max(1, Math.abs(w));
        }
        if (actual instanceof Object[] a && wanted instanceof Object[] w) {
            return Arrays.deepEquals(a, w);
        }
        return actual == null ? wanted == null : actual.equals(wanted);
    }
}

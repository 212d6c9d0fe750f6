package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.FunctionTester.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectionFunctionsTest {
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    private final FunctionTester functions = new FunctionTester(
            new ArrayFunctions(), new ArraySetFunctions(), new CollectionFunctions(), new MapFunctions());

    private static FunctionTester.Typed ints(Integer... values) {
        return typed(Arrays.asList(values), "ARRAY<INT>");
    }

    private static FunctionTester.Typed map(Map<Integer, String> entries) {
        return typed(entries, "MAP<INT, STRING>");
    }

    private void fails(String condition, String name, Object... arguments) {
        assertThatThrownBy(() -> functions.call(name, arguments))
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo(condition));
    }

    @Test
    void arrays() {
        FunctionTester.Typed none = typed(null, "ARRAY<INT>");
        FunctionTester.Typed noInt = typed(null, "INT");
        functions.check(new Object[][] {
            {"size", ints(1, null), 2},
            {"size", none, null},
            {"array_contains", ints(1, 2), 2, true},
            {"array_contains", ints(1, null), 2, null},
            {"array_contains", ints(1), 2, false},
            {"array_position", ints(3, 1, 2), 1, 2L},
            {"array_position", ints(3), 1, 0L},
            {"array_remove", ints(1, 2, null, 1), 1, Arrays.asList(2, null)},
            {"array_append", ints(1), 2, List.of(1, 2)},
            {"array_append", ints(1), noInt, Arrays.asList(1, null)},
            {"array_prepend", ints(), 2, List.of(2)},
            {"array_distinct", ints(1, null, 1, null, 2), Arrays.asList(1, null, 2)},
            {"array_union", ints(1, null, 2), ints(2, 3, null), Arrays.asList(1, null, 2, 3)},
            {"array_intersect", ints(1, null, 2, 2), ints(2, null), Arrays.asList(null, 2)},
            {"array_except", ints(1, 1, null, 2), ints(2), Arrays.asList(1, null)},
            {"arrays_overlap", ints(1, 2), ints(2), true},
            {"arrays_overlap", ints(1, null), ints(2), null},
            {"arrays_overlap", ints(null, 1), ints(), false},
            {"array_min", ints(3, null, -1), -1},
            {"array_max", ints(), null},
            {"sort_array", ints(2, null, 1), Arrays.asList(null, 1, 2)},
            {"sort_array", ints(2, null, 3), false, Arrays.asList(3, 2, null)},
            {"array_sort", ints(2, null, 1), Arrays.asList(1, 2, null)},
            {"array_compact", ints(null, 1, null), List.of(1)},
            {"array_repeat", 7, 2, List.of(7, 7)},
            {"array_repeat", 7, -1, List.of()},
            {"array_join", typed(Arrays.asList("a", null, "b"), "ARRAY<STRING>"), "-", "a-b"},
            {"array_join", typed(Arrays.asList("a", null, "b"), "ARRAY<STRING>"), "-", "?", "a-?-b"},
            {"slice", ints(1, 2, 3, 4), 2, 2, List.of(2, 3)},
            {"slice", ints(1, 2, 3, 4), -2, 9, List.of(3, 4)},
            {"slice", ints(1, 2), -5, 9, List.of()},
            {"flatten", typed(List.of(List.of(1), List.of(), List.of(2, 3)), "ARRAY<ARRAY<INT>>"), List.of(1, 2, 3)},
            {"flatten", typed(Arrays.asList(List.of(1), null), "ARRAY<ARRAY<INT>>"), null},
            {"concat", ints(1), ints(), ints(2), List.of(1, 2)},
            {"concat", "a", "ä", "", "aä"},
            {"concat", new byte[] {1}, new byte[] {2}, "0102"},
            {"concat", "a", typed(null, "STRING"), null},
            {"reverse", ints(1, 2, null), Arrays.asList(null, 2, 1)},
            {"reverse", "aä𝄞", "𝄞äa"},
            {"element_at", ints(1, 2, 3), -1, 3},
            {"element_at", map(Map.of(1, "a")), 1, "a"},
            {"element_at", map(Map.of(1, "a")), 2, null},
            {"try_element_at", ints(1), 5, null},
            {"get", ints(1, 2), 0, 1},
            {"get", ints(1, 2), 2, null},
        });
        fails("INVALID_ARRAY_INDEX_IN_ELEMENT_AT", "element_at", ints(1), 2);
        fails("INVALID_INDEX_OF_ZERO", "try_element_at", ints(1), 0);
        fails("INVALID_PARAMETER_VALUE.START", "slice", ints(1), 0, 1);
        fails("INVALID_PARAMETER_VALUE.LENGTH", "slice", ints(1), 1, -1);
    }

    @Test
    void maps() {
        functions.check(new Object[][] {
            {"size", map(Map.of(1, "a")), 1},
            {"map_keys", map(Map.of(1, "a")), List.of(1)},
            {"map_values", map(Map.of(1, "a")), List.of("a")},
            {"map_entries", map(Map.of(1, "a")), List.of(List.of(1, "a"))},
            {"map_contains_key", map(Map.of(1, "a")), 1, true},
            {"map_contains_key", map(Map.of()), 1, false},
            {"map_from_arrays", ints(1, 2), ints(3, 4), Map.of(1, 3, 2, 4)},
            {
                "map_from_entries",
                typed(java.util.Collections.singletonList(new Object[] {1, "a"}), "ARRAY<STRUCT<k: INT, v: STRING>>"),
                Map.of(1, "a")
            },
            {"map_concat", map(Map.of(1, "a")), map(Map.of(2, "b")), Map.of(1, "a", 2, "b")},
        });
        fails("DUPLICATED_MAP_KEY", "map_concat", map(Map.of(1, "a")), map(Map.of(1, "b")));
        fails("NULL_MAP_KEY", "map_from_arrays", ints(1, null), ints(3, 4));
    }

    // Lambdas: x is column 0's element, y the call's outer column 1.

    private static final Expression.LambdaParameter X =
            new Expression.LambdaParameter(1, "x", DataTypes.IntegerType, true);
    private static final Expression.LambdaParameter ACC =
            new Expression.LambdaParameter(2, "acc", DataTypes.IntegerType, true);
    private static final Expression OUTER = new Expression.InputColumn(1, DataTypes.IntegerType, true);

    private static Expression call(String name, Expression... arguments) {
        return new FunctionRegistry(
                        List.of(new HigherOrderFunctions(), new ArithmeticFunctions(), new ComparisonFunctions()))
                .resolve(CallSite.of(name, arguments), CONTEXT);
    }

    private static List<Object> overRows(Expression expression) {
        ColumnVector arrays = Values.vector(
                DataType.fromDDL("ARRAY<INT>"),
                Arrays.asList(List.of(1, 2, 3), null, List.of(), Arrays.asList(4, null), List.of(99)));
        ColumnVector outer = Values.vector(DataTypes.IntegerType, List.of(10, 20, 30, 3, 0));
        Selection rows = new Selection(new int[] {0, 1, 2, 3}, 4);
        ColumnVector result = Evaluators.compile(expression)
                .evaluate(ColumnBatch.of(List.of(arrays, outer), 5, rows), rows, new BatchContext(0, 0, 0, 0));
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            values.add(Values.get(result, i));
        }
        return values;
    }

    @Test
    void lambdas() {
        Expression arrays = new Expression.InputColumn(0, DataType.fromDDL("ARRAY<INT>"), true);
        Expression.Lambda plusOuter = new Expression.Lambda(List.of(X), call("+", X, OUTER));
        assertThat(overRows(call("transform", arrays, plusOuter)))
                .containsExactly(List.of(11, 12, 13), null, List.of(), Arrays.asList(7, null));
        Expression.Lambda aboveOne =
                new Expression.Lambda(List.of(X), call(">", X, new Expression.Constant(1, DataTypes.IntegerType)));
        assertThat(overRows(call("filter", arrays, aboveOne)))
                .containsExactly(List.of(2, 3), null, List.of(), List.of(4));
        assertThat(overRows(call("exists", arrays, aboveOne))).containsExactly(true, null, false, true);
        assertThat(overRows(call("forall", arrays, aboveOne))).containsExactly(false, null, true, null);
        Expression.Lambda add = new Expression.Lambda(List.of(ACC, X), call("+", ACC, X));
        Expression.Lambda negate = new Expression.Lambda(List.of(ACC), call("negative", ACC));
        assertThat(overRows(call("aggregate", arrays, OUTER, add))).containsExactly(16, null, 30, null);
        assertThat(overRows(call("aggregate", arrays, OUTER, add, negate))).containsExactly(-16, null, -30, null);
        assertThat(overRows(call("zip_with", arrays, arrays, add)))
                .containsExactly(List.of(2, 4, 6), null, List.of(), Arrays.asList(8, null));
    }
}

package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.Calls.ANSI;
import static io.millrace.engine.builtin.Calls.LEGACY;
import static io.millrace.engine.builtin.Calls.ansi;
import static io.millrace.engine.builtin.Calls.batch;
import static io.millrace.engine.builtin.Calls.call;
import static io.millrace.engine.builtin.Calls.column;
import static io.millrace.engine.builtin.Calls.constant;
import static io.millrace.engine.builtin.Calls.evaluate;
import static io.millrace.engine.builtin.Calls.legacy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.PredicateEvaluator;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonAndLogicTest {
    private static final DataType INT = DataTypes.IntegerType;
    private static final DataType BOOLEAN = DataTypes.BooleanType;

    private static List<Integer> positions(Selection rows) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            positions.add(rows.position(i));
        }
        return positions;
    }

    @Test
    void comparesEachShape() {
        assertThat(ansi("<", 1, 2)).isEqualTo(true);
        assertThat(ansi(">=", 1L, 2L)).isEqualTo(false);
        assertThat(ansi("=", Double.NaN, Double.NaN)).isEqualTo(true);
        assertThat(ansi(">", Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(true);
        assertThat(ansi("<", Double.NaN, 1.0)).isEqualTo(false);
        assertThat(ansi("!=", Double.NaN, Double.NaN)).isEqualTo(false);
        assertThat(ansi("<=", 1.0, Double.NaN)).isEqualTo(true);
        assertThat(ansi("=", 0.0, -0.0)).isEqualTo(true);
        assertThat(ansi("=", Float.NaN, Float.NaN)).isEqualTo(true);
        assertThat(ansi("<", "a", "é")).isEqualTo(true);
        assertThat(ansi("=", "", "")).isEqualTo(true);
        assertThat(ansi("!=", "ab", "ac")).isEqualTo(true);
        assertThat(ansi("<", new BigDecimal("1.5"), 2)).isEqualTo(true);
        assertThat(ansi(">", 1, new BigDecimal("0.5"))).isEqualTo(true);
        assertThat(ansi(">=", 1, new BigDecimal("1.5"))).isEqualTo(false);
        assertThat(ansi("<=", new BigDecimal("-0.5"), 0)).isEqualTo(true);
        assertThat(ansi("<", new BigDecimal("0.5"), 0)).isEqualTo(false);
        assertThat(ansi("<", 1, new BigDecimal("1e30"))).isEqualTo(true);
        assertThat(ansi("=", new BigDecimal("1.50"), new BigDecimal("1.5"))).isEqualTo(true);
        assertThat(ansi("<", call(ANSI, "array", 1, 2), call(ANSI, "array", 1, 3)))
                .isEqualTo(true);
        assertThat(ansi("=", call(ANSI, "struct", 1, "a"), call(ANSI, "struct", 1, "a")))
                .isEqualTo(true);
        assertThat(ansi("=", 1, null)).isNull();
        assertThat(ansi("<=>", null, null)).isEqualTo(true);
        assertThat(ansi("<=>", 1, null)).isEqualTo(false);
    }

    @Test
    void bringsSidesTogetherAsTheModeSays() {
        assertThat(ansi("=", "1", 1)).isEqualTo(true);
        assertThatThrownBy(() -> ansi("=", 1, "a")).hasMessageContaining("CAST_INVALID_INPUT");
        assertThat(legacy("=", 1, "a")).isNull();
        assertThat(legacy("=", true, 1)).isEqualTo(true);
        assertThatThrownBy(() -> call(ANSI, "=", true, 1))
                .hasMessageContaining("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
        assertThatThrownBy(() -> call(ANSI, "<", call(ANSI, "map", 1, 2), call(ANSI, "map", 1, 2)))
                .hasMessageContaining("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
    }

    @Test
    void inHasThreeValues() {
        assertThat(ansi("in", 1, 1, 2)).isEqualTo(true);
        assertThat(ansi("in", 3, 1, 2)).isEqualTo(false);
        assertThat(ansi("in", 3, 1, null)).isNull();
        assertThat(ansi("in", 1, 1, null)).isEqualTo(true);
        assertThat(ansi("in", null, 1)).isNull();
        ColumnBatch batch = batch(Values.vector(INT, Arrays.asList(1, 2, null)), Values.vector(INT, List.of(2, 2, 2)));
        assertThat(evaluate(call(ANSI, "in", column(0, INT), 5, column(1, INT)), batch))
                .containsExactly(false, true, null);
        assertThat(ansi("between", 2, 1, 3)).isEqualTo(true);
        assertThat(ansi("between", 4, 1, 3)).isEqualTo(false);
    }

    @Test
    void logicHasThreeValues() {
        List<Boolean> values = Arrays.asList(true, false, null);
        for (Boolean left : values) {
            for (Boolean right : values) {
                ColumnBatch batch = batch(
                        Values.vector(BOOLEAN, java.util.Collections.singletonList(left)),
                        Values.vector(BOOLEAN, java.util.Collections.singletonList(right)));
                Boolean and = Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)
                        ? Boolean.FALSE
                        : left == null || right == null ? null : Boolean.TRUE;
                Boolean or = Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right)
                        ? Boolean.TRUE
                        : left == null || right == null ? null : Boolean.FALSE;
                Expression a = column(0, BOOLEAN);
                Expression b = column(1, BOOLEAN);
                assertThat(evaluate(call(ANSI, "and", a, b), batch).getFirst()).isEqualTo(and);
                assertThat(evaluate(call(ANSI, "or", a, b), batch).getFirst()).isEqualTo(or);
                assertThat(positions(select(call(ANSI, "and", a, b), batch)).isEmpty())
                        .isEqualTo(!Boolean.TRUE.equals(and));
                assertThat(positions(select(call(ANSI, "or", a, b), batch)).isEmpty())
                        .isEqualTo(!Boolean.TRUE.equals(or));
            }
        }
    }

    private static Selection select(Expression condition, ColumnBatch batch) {
        return Evaluators.predicate(condition).select(batch, batch.selection(), Calls.BATCH);
    }

    @Test
    void narrowingProtectsRows() {
        ColumnBatch batch = batch(Values.vector(INT, List.of(0, 1, 2, 0)));
        Expression x = column(0, INT);
        Expression guarded = call(ANSI, "and", call(ANSI, "!=", x, 0), call(ANSI, ">", call(ANSI, "/", 2, x), 1));
        assertThat(evaluate(guarded, batch)).containsExactly(false, true, false, false);
        assertThat(positions(select(guarded, batch))).containsExactly(1);
        Expression either = call(ANSI, "or", call(ANSI, "=", x, 0), call(ANSI, ">", call(ANSI, "/", 2, x), 1));
        assertThat(positions(select(either, batch))).containsExactly(0, 1, 3);
        Expression choice = call(ANSI, "when", call(ANSI, "=", x, 0), -1.0, call(ANSI, "/", 2, x));
        assertThat(evaluate(choice, batch)).containsExactly(-1.0, 2.0, 1.0, -1.0);
        Expression nested = call(
                ANSI,
                "coalesce",
                call(ANSI, "nullif", x, 0),
                call(ANSI, "if", call(ANSI, "=", x, 0), 9, call(ANSI, "div", 1, x)));
        assertThat(evaluate(nested, batch)).containsExactly(9L, 1L, 2L, 9L);
    }

    @Test
    void predicatesKeepTheOrderOfRows() {
        ColumnBatch batch = batch(Values.vector(INT, Arrays.asList(5, 1, null, 3, 5)));
        PredicateEvaluator predicate = Evaluators.predicate(
                call(ANSI, "or", call(ANSI, "=", column(0, INT), 3), call(ANSI, "=", column(0, INT), 5)));
        assertThat(positions(predicate.select(batch, batch.selection(), Calls.BATCH)))
                .containsExactly(0, 3, 4);
        assertThat(positions(predicate.select(batch, new Selection(new int[] {1, 2, 3}, 3), Calls.BATCH)))
                .containsExactly(3);
        Selection all = Selection.range(5);
        assertThat(Evaluators.predicate(constant(true)).select(batch, all, Calls.BATCH))
                .isSameAs(all);
        assertThat(Evaluators.predicate(constant(null, BOOLEAN))
                        .select(batch, all, Calls.BATCH)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void conditionals() {
        assertThat(ansi("coalesce", null, null, 3)).isEqualTo(3);
        assertThat(call(ANSI, "coalesce", 1, 2.5).type()).isEqualTo(DataTypes.DoubleType);
        assertThat(call(ANSI, "coalesce", 1, "2").type()).isEqualTo(DataTypes.LongType);
        assertThat(call(LEGACY, "coalesce", 1, "2").type()).isEqualTo(DataTypes.StringType);
        assertThat(ansi("nvl2", null, 1, 2)).isEqualTo(2);
        assertThat(ansi("nullif", 1, 1)).isNull();
        assertThat(ansi("nullif", 1, 2L)).isEqualTo(1);
        assertThat(ansi("greatest", 1, null, 3)).isEqualTo(3);
        assertThat(ansi("least", 2.5, 1)).isEqualTo(1.0);
        assertThat(ansi("greatest", null, null)).isNull();
        assertThat(ansi("when", false, 1)).isNull();
        assertThat(ansi("nanvl", Double.NaN, 1.0)).isEqualTo(1.0);
        assertThatThrownBy(() -> call(ANSI, "if", 1, 2, 3)).hasMessageContaining("UNEXPECTED_INPUT_TYPE");
    }

    @Test
    void constructorsAndExtraction() {
        Expression array = call(ANSI, "array", 1, 2L, null);
        assertThat(array.type()).isEqualTo(DataTypes.createArrayType(DataTypes.LongType, true));
        assertThat(extract(array, 1)).isEqualTo(2L);
        assertThatThrownBy(() -> extract(array, 5)).hasMessageContaining("INVALID_ARRAY_INDEX");
        Expression map = call(ANSI, "map", "a", 1, "b", 2);
        assertThat(extract(map, "b")).isEqualTo(2);
        assertThat(extract(map, "c")).isNull();
        assertThatThrownBy(() -> ansi("map", "a", 1, "a", 2)).hasMessageContaining("DUPLICATED_MAP_KEY");
        assertThatThrownBy(() -> ansi("map", null, 1)).hasMessageContaining("NULL_MAP_KEY");
        assertThatThrownBy(() -> call(ANSI, "map", 1, 2, 3)).hasMessageContaining("WRONG_NUM_ARGS");
        Expression struct = call(ANSI, "named_struct", "A", 1, "b", "x");
        assertThat(extract(struct, "a")).isEqualTo(1);
        assertThatThrownBy(() -> extract(struct, "c")).hasMessageContaining("FIELD_NOT_FOUND");
        assertThatThrownBy(() -> extract(constant(1L), "x")).hasMessageContaining("INVALID_EXTRACT_BASE_FIELD_TYPE");
        assertThat(extract(call(ANSI, "array", struct, struct), "b")).isEqualTo(List.of("x", "x"));
        assertThat(ansi("pretty-string", array)).isEqualTo("[1, 2, NULL]");
    }

    private static Object extract(Expression base, Object key) {
        Expression typed = Extraction.extract(base, constant(key), ANSI, Optional.empty());
        return io.millrace.engine.expression.Constants.fold(typed).value();
    }

    @Test
    void bits() {
        assertThat(ansi("&", 6, 3)).isEqualTo(2);
        assertThat(ansi("|", 6L, 3)).isEqualTo(7L);
        assertThat(ansi("^", (byte) 6, (byte) 3)).isEqualTo((byte) 5);
        assertThat(ansi("~", 0)).isEqualTo(-1);
        assertThat(ansi("<<", 1, 33)).isEqualTo(2);
        assertThat(ansi(">>>", -1, 28)).isEqualTo(15);
        assertThat(ansi("shiftright", -8L, 1)).isEqualTo(-4L);
        assertThat(ansi("bit_count", 7)).isEqualTo(3);
    }
}

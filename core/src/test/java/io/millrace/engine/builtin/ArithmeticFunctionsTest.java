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

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ArithmeticFunctionsTest {
    private static void assertOverflow(String name, Object left, Object right, String message, String alternative) {
        assertThatThrownBy(() -> ansi(name, left, right))
                .isInstanceOfSatisfying(MillraceArithmeticException.class, error -> {
                    assertThat(error.getCondition()).isEqualTo("ARITHMETIC_OVERFLOW");
                    assertThat(error.getMessageParameters())
                            .containsEntry("message", message)
                            .containsEntry(
                                    "alternative",
                                    " Use '" + alternative + "' to tolerate overflow and return NULL instead.");
                });
    }

    @Test
    void overflowsAtEachWidth() {
        assertOverflow("+", Integer.MAX_VALUE, 1, "overflow", "try_add");
        assertOverflow("-", Integer.MIN_VALUE, 1, "overflow", "try_subtract");
        assertOverflow("*", Integer.MIN_VALUE, -1, "overflow", "try_multiply");
        assertOverflow("+", Long.MAX_VALUE, 1L, "overflow", "try_add");
        assertOverflow("*", Long.MIN_VALUE, -1L, "overflow", "try_multiply");
        assertThatThrownBy(() -> ansi("+", (byte) 127, (byte) 1))
                .isInstanceOfSatisfying(
                        MillraceThrowable.class,
                        error -> assertThat(error.getCondition()).isEqualTo("BINARY_ARITHMETIC_OVERFLOW"));
        assertThat(legacy("+", Integer.MAX_VALUE, 1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(legacy("*", Long.MIN_VALUE, -1L)).isEqualTo(Long.MIN_VALUE);
        assertThat(legacy("+", (byte) 127, (byte) 1)).isEqualTo((byte) -128);
        assertThat(ansi("try_add", Integer.MAX_VALUE, 1)).isNull();
        assertThat(ansi("try_multiply", Long.MAX_VALUE, 2L)).isNull();
        assertThat(ansi("try_subtract", (short) -32768, (short) 1)).isNull();
    }

    @Test
    void dividesByZeroAsTheModeSays() {
        assertThatThrownBy(() -> ansi("/", 1, 0)).hasMessageContaining("DIVIDE_BY_ZERO");
        assertThatThrownBy(() -> ansi("%", 5, 0)).hasMessageContaining("REMAINDER_BY_ZERO");
        assertThatThrownBy(() -> ansi("div", 10, 0)).hasMessageContaining("DIVIDE_BY_ZERO");
        assertThat(legacy("/", 1, 0)).isNull();
        assertThat(legacy("%", 1, 0)).isNull();
        assertThat(ansi("try_divide", 1, 0)).isNull();
        assertThat(ansi("/", 7, 2)).isEqualTo(3.5);
        assertThat(ansi("div", -7, 2)).isEqualTo(-3L);
        assertThat(ansi("%", -7, 3)).isEqualTo(-1);
        assertThat(ansi("pmod", -7, 3)).isEqualTo(2);
        assertThat(ansi("pmod", Integer.MIN_VALUE, -1)).isEqualTo(0);
        assertThatThrownBy(() -> ansi("div", Long.MIN_VALUE, -1L)).hasMessageContaining("ARITHMETIC_OVERFLOW");
    }

    @Test
    void rowsThatAreNotSelectedOrNullNeverFail() {
        ColumnBatch batch = batch(
                Values.vector(DataTypes.IntegerType, Arrays.asList(Integer.MAX_VALUE, 1, null, 2)),
                Values.vector(DataTypes.IntegerType, Arrays.asList(1, 1, Integer.MAX_VALUE, null)));
        Expression sum = call(ANSI, "+", column(0, DataTypes.IntegerType), column(1, DataTypes.IntegerType));
        assertThat(evaluate(sum, batch, new Selection(new int[] {1, 2, 3}, 3))).containsExactly(2, null, null);
        assertThatThrownBy(() -> evaluate(sum, batch)).hasMessageContaining("ARITHMETIC_OVERFLOW");
        Expression quotient = call(ANSI, "/", column(0, DataTypes.IntegerType), column(1, DataTypes.IntegerType));
        assertThat(evaluate(quotient, batch, new Selection(new int[] {1, 3}, 2)))
                .containsExactly(1.0, null);
    }

    @Test
    void takesDictionariesAndConstants() {
        DictionaryVector dictionary = new DictionaryVector(
                Values.vector(DataTypes.LongType, Arrays.asList(10L, null, 30L)), new int[] {2, 1, 0, 2});
        ColumnBatch batch = batch(dictionary);
        Expression sum = call(ANSI, "+", column(0, DataTypes.LongType), 1);
        assertThat(evaluate(sum, batch)).containsExactly(31L, null, 11L, 31L);
        assertThat(evaluate(call(ANSI, "*", 2L, column(0, DataTypes.LongType)), batch))
                .containsExactly(60L, null, 20L, 60L);
        assertThat(evaluate(sum, batch, Selection.EMPTY)).isEmpty();
    }

    @Test
    void decimalsHaveSparksTypes() {
        assertThat(call(ANSI, "+", new BigDecimal("1.10"), new BigDecimal("2.345"))
                        .type())
                .isEqualTo(DataTypes.createDecimalType(5, 3));
        assertThat(ansi("+", new BigDecimal("1.10"), new BigDecimal("2.345"))).isEqualTo(new BigDecimal("3.445"));
        assertThat(call(ANSI, "/", new BigDecimal("1.0"), new BigDecimal("3.0")).type())
                .isEqualTo(DataTypes.createDecimalType(8, 6));
        assertThat(ansi("/", new BigDecimal("1.0"), new BigDecimal("3.0"))).isEqualTo(new BigDecimal("0.333333"));
        assertThat(call(ANSI, "*", constant(null, DataTypes.createDecimalType(38, 18)), 2)
                        .type())
                .isEqualTo(DataTypes.createDecimalType(38, 16));
        assertThat(call(ANSI, "+", new BigDecimal("1.5"), 2.0).type()).isEqualTo(DataTypes.DoubleType);
        BigDecimal large = new BigDecimal("9".repeat(38));
        assertThatThrownBy(() -> ansi("+", large, large)).hasMessageContaining("NUMERIC_VALUE_OUT_OF_RANGE");
        assertThat(legacy("+", large, large)).isNull();
        assertThat(ansi("try_add", large, large)).isNull();
    }

    @Test
    void datesMoveByDaysAndIntervals() {
        Expression day = constant((int) LocalDate.parse("2024-01-31").toEpochDay(), DataTypes.DateType);
        Expression month = constant(1, DataTypes.createYearMonthIntervalType((byte) 1, (byte) 1));
        assertThat(ansi("+", day, 1))
                .isEqualTo((int) LocalDate.parse("2024-02-01").toEpochDay());
        assertThat(ansi("+", day, month))
                .isEqualTo((int) LocalDate.parse("2024-02-29").toEpochDay());
        assertThat(ansi("-", day, month))
                .isEqualTo((int) LocalDate.parse("2023-12-31").toEpochDay());
        Expression other = constant((int) LocalDate.parse("2024-01-01").toEpochDay(), DataTypes.DateType);
        assertThat(ansi("-", day, other)).isEqualTo(30 * 86_400_000_000L);
    }

    @Test
    void daysAreDaysOfTheWallClock() {
        // the clocks of Los Angeles go forward on 2024-03-10
        Expression noon =
                constant(Instant.parse("2024-03-09T20:00:00Z").toEpochMilli() * 1000, DataTypes.TimestampType);
        Expression day = constant(86_400_000_000L, DataTypes.createDayTimeIntervalType());
        Expression hours = constant(3_600_000_000L, DataTypes.createDayTimeIntervalType());
        assertThat(ansi("+", noon, day))
                .isEqualTo(Instant.parse("2024-03-10T19:00:00Z").toEpochMilli() * 1000);
        assertThat(ansi("+", noon, hours))
                .isEqualTo(Instant.parse("2024-03-09T21:00:00Z").toEpochMilli() * 1000);
        assertThat(ansi("try_add", noon, hours))
                .isEqualTo(Instant.parse("2024-03-09T21:00:00Z").toEpochMilli() * 1000);
        Expression end = constant(Long.MAX_VALUE, DataTypes.TimestampType);
        assertThat(ansi("try_add", end, hours)).isNull();
        assertThatThrownBy(() -> ansi("+", end, hours)).hasMessageContaining("DATETIME_OVERFLOW");
        assertThatThrownBy(() -> call(ANSI, "+", noon, "1")).hasMessageContaining("BINARY_OP_WRONG_TYPE");
        assertThat(ansi("*", day, 1.5)).isEqualTo(129_600_000_000L);
        assertThatThrownBy(() -> ansi("/", day, 0)).hasMessageContaining("INTERVAL_DIVIDED_BY_ZERO");
    }

    @Test
    void refusesTypesThatDoNotGoTogether() {
        assertThatThrownBy(() -> call(ANSI, "+", true, 1)).isInstanceOfSatisfying(MillraceException.class, error -> {
            assertThat(error.getCondition()).isEqualTo("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
            assertThat(error.getMessageParameters())
                    .containsEntry("sqlExpr", "\"(true + 1)\"")
                    .containsEntry("left", "\"BOOLEAN\"")
                    .containsEntry("right", "\"INT\"");
        });
        assertThatThrownBy(() -> ansi("+", "a", 1))
                .isInstanceOfSatisfying(
                        MillraceThrowable.class,
                        error -> assertThat(error.getMessageParameters())
                                .containsEntry("expression", "'a'")
                                .containsEntry("targetType", "\"BIGINT\""));
        assertThat(ansi("+", "1", 1)).isEqualTo(2L);
        assertThat(legacy("+", "1", 1)).isEqualTo(2.0);
        assertThat(legacy("+", "a", 1)).isNull();
        assertThatThrownBy(() -> call(ANSI, "abs", 1, 2)).hasMessageContaining("WRONG_NUM_ARGS");
        assertThatThrownBy(() -> call(ANSI, "no_such", 1)).hasMessageContaining("UNRESOLVED_ROUTINE");
    }

    @Test
    void signs() {
        assertThat(ansi("negative", 5)).isEqualTo(-5);
        assertThat(ansi("abs", -2.5)).isEqualTo(2.5);
        assertThat(ansi("abs", new BigDecimal("-1.50"))).isEqualTo(new BigDecimal("1.50"));
        assertThatThrownBy(() -> ansi("negative", Integer.MIN_VALUE)).hasMessageContaining("overflow");
        assertThat(legacy("negative", Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(ansi("positive", 7)).isEqualTo(7);
    }

    @Property
    void longsAgreeWithBigIntegers(@ForAll long left, @ForAll long right) {
        check("try_add", left, right, BigInteger.valueOf(left).add(BigInteger.valueOf(right)));
        check("try_subtract", left, right, BigInteger.valueOf(left).subtract(BigInteger.valueOf(right)));
        check("try_multiply", left, right, BigInteger.valueOf(left).multiply(BigInteger.valueOf(right)));
    }

    private static void check(String name, long left, long right, BigInteger exact) {
        Object expected = exact.bitLength() < 64 ? exact.longValue() : null;
        assertThat(ansi(name, left, right)).isEqualTo(expected);
    }

    @Property
    void intsAgreeWithLongs(@ForAll int left, @ForAll int right) {
        for (var operation : List.of("try_add", "try_subtract", "try_multiply")) {
            long exact = switch (operation) {
                case "try_add" -> (long) left + right;
                case "try_subtract" -> (long) left - right;
                default -> (long) left * right;
            };
            assertThat(ansi(operation, left, right)).isEqualTo(exact == (int) exact ? (Object) (int) exact : null);
        }
    }

    @Property
    void decimalsAgreeWithBigDecimals(@ForAll int left, @ForAll int right) {
        BigDecimal a = BigDecimal.valueOf(left, 2);
        BigDecimal b = BigDecimal.valueOf(right, 4);
        Expression l = constant(a, DataTypes.createDecimalType(12, 2));
        Expression r = constant(b, DataTypes.createDecimalType(14, 4));
        assertThat(ansi("+", l, r)).isEqualTo(a.add(b));
        assertThat(ansi("-", l, r)).isEqualTo(a.subtract(b));
        assertThat(ansi("*", l, r)).isEqualTo(a.multiply(b));
        assertThat(call(LEGACY, "+", l, r).type()).isEqualTo(DataTypes.createDecimalType(15, 4));
    }
}

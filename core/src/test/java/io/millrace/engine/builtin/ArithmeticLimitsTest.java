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
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Arithmetic beside the limits of types, where rows that fail stand beside rows that do not. */
class ArithmeticLimitsTest {
    private static final DataType DECIMAL_38 = DataTypes.createDecimalType(38, 0);

    /** The whole numbers: how many bits, and the letter in messages, where Spark shows bytes as shorts. */
    @SuppressWarnings("ImmutableEnumChecker") // types never change
    enum Whole {
        BYTE(DataTypes.ByteType, 8, "S"),
        SHORT(DataTypes.ShortType, 16, "S"),
        INT(DataTypes.IntegerType, 32, null),
        LONG(DataTypes.LongType, 64, null);

        private final DataType type;
        private final int bits;
        private final String suffix;

        Whole(DataType type, int bits, String suffix) {
            this.type = type;
            this.bits = bits;
            this.suffix = suffix;
        }

        Object value(long number) {
            return switch (this) {
                case BYTE -> (byte) number;
                case SHORT -> (short) number;
                case INT -> (int) number;
                case LONG -> number;
            };
        }

        List<Long> limits() {
            long largest = -1L >>> (65 - bits);
            long root = 1L << (bits / 2);
            return LongStream.of(
                            -largest - 1, -largest, -root, -3, -1, 0, 1, 2, 3, root - 1, root, largest - 1, largest)
                    .boxed()
                    .toList();
        }

        boolean fits(BigInteger value) {
            return value.bitLength() < bits;
        }
    }

    /** Every pair of limits, as two columns and the exact results. */
    private record Pairs(List<Object> left, List<Object> right, List<BigInteger> exact) {
        static Pairs of(Whole whole, BinaryOperator<BigInteger> operation) {
            Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (long left : whole.limits()) {
                for (long right : whole.limits()) {
                    pairs.left.add(whole.value(left));
                    pairs.right.add(whole.value(right));
                    pairs.exact.add(operation.apply(BigInteger.valueOf(left), BigInteger.valueOf(right)));
                }
            }
            return pairs;
        }

        List<Object> compute(ResolutionContext context, String name, DataType type) {
            Expression call = call(context, name, column(0, type), column(1, type));
            return evaluate(call, batch(Values.vector(type, left), Values.vector(type, right)));
        }
    }

    private static void checkWhole(
            Whole whole, String symbol, String alternative, BinaryOperator<BigInteger> operation) {
        Pairs pairs = Pairs.of(whole, operation);
        List<Object> wrapped = pairs.exact.stream()
                .map(exact -> whole.value(exact.longValue()))
                .toList();
        assertThat(pairs.compute(LEGACY, symbol, whole.type)).isEqualTo(wrapped);
        List<Object> orNull = new ArrayList<>();
        pairs.exact.forEach(exact -> orNull.add(whole.fits(exact) ? whole.value(exact.longValue()) : null));
        assertThat(pairs.compute(ANSI, alternative, whole.type)).isEqualTo(orNull);
        for (int i = 0; i < pairs.exact.size(); i++) {
            Object left = pairs.left.get(i);
            Object right = pairs.right.get(i);
            if (whole.fits(pairs.exact.get(i))) {
                assertThat(ansi(symbol, left, right)).isEqualTo(orNull.get(i));
                continue;
            }
            assertThatThrownBy(() -> ansi(symbol, left, right)).satisfies(thrown -> {
                MillraceThrowable error = (MillraceThrowable) thrown;
                if (whole.suffix == null) {
                    assertThat(error.getCondition()).isEqualTo("ARITHMETIC_OVERFLOW");
                    assertThat(error.getMessageParameters())
                            .containsEntry("message", "overflow")
                            .hasEntrySatisfying(
                                    "alternative", text -> assertThat(text).contains("'" + alternative + "'"));
                } else {
                    assertThat(error.getCondition()).isEqualTo("BINARY_ARITHMETIC_OVERFLOW");
                    assertThat(error.getMessageParameters())
                            .containsEntry("value1", left + whole.suffix)
                            .containsEntry("symbol", symbol)
                            .containsEntry("value2", right + whole.suffix)
                            .containsEntry("functionName", "`" + alternative + "`");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsDifferencesAndProductsBesideTheLimits(Whole whole) {
        checkWhole(whole, "+", "try_add", BigInteger::add);
        checkWhole(whole, "-", "try_subtract", BigInteger::subtract);
        checkWhole(whole, "*", "try_multiply", BigInteger::multiply);
    }

    @ParameterizedTest
    @EnumSource
    void remaindersBesideTheLimits(Whole whole) {
        for (long left : whole.limits()) {
            for (long right : whole.limits()) {
                Object l = whole.value(left);
                Object r = whole.value(right);
                if (right == 0) {
                    for (String name : List.of("%", "pmod")) {
                        assertThatThrownBy(() -> ansi(name, l, r)).hasMessageContaining("REMAINDER_BY_ZERO");
                        assertThat(legacy(name, l, r)).isNull();
                    }
                    assertThat(ansi("try_mod", l, r)).isNull();
                    assertThatThrownBy(() -> ansi("div", l, r)).hasMessageContaining("DIVIDE_BY_ZERO");
                    assertThat(legacy("div", l, r)).isNull();
                    continue;
                }
                assertThat(ansi("%", l, r)).isEqualTo(whole.value(left % right));
                assertThat(ansi("try_mod", l, r)).isEqualTo(whole.value(left % right));
                if (right > 0) {
                    assertThat(ansi("pmod", l, r)).isEqualTo(whole.value(Math.floorMod(left, right)));
                }
                if (left == Long.MIN_VALUE && right == -1) {
                    assertThatThrownBy(() -> ansi("div", l, r))
                            .hasMessageContaining("ARITHMETIC_OVERFLOW")
                            .hasMessageContaining("try_divide");
                    assertThat(legacy("div", l, r)).isEqualTo(Long.MIN_VALUE);
                } else {
                    assertThat(ansi("div", l, r)).isEqualTo(left / right);
                    assertThat(legacy("div", l, r)).isEqualTo(left / right);
                }
            }
        }
    }

    @Test
    void negativeDivisorsOfPmod() {
        // A negative remainder r of n becomes (r + n) % n, in the arithmetic of the type.
        assertThat(ansi("pmod", -7, -3)).isEqualTo(-1);
        assertThat(ansi("pmod", 7, -3)).isEqualTo(1);
        assertThat(ansi("pmod", -7L, -3L)).isEqualTo(-1L);
        assertThat(ansi("pmod", -7.5, -2.0)).isEqualTo(-1.5);
        assertThat(ansi("pmod", Integer.MIN_VALUE + 1, Integer.MIN_VALUE)).isEqualTo(1);
        assertThat(ansi("pmod", Long.MIN_VALUE + 1, Long.MIN_VALUE)).isEqualTo(1L);
        assertThat(ansi("pmod", (byte) -127, (byte) -128)).isEqualTo((byte) -127);
        assertThat(ansi("pmod", (short) -32767, (short) -32768)).isEqualTo((short) -32767);
        assertThat(ansi("pmod", new BigDecimal("-7.5"), new BigDecimal("-2.0"))).isEqualTo(new BigDecimal("-1.5"));
    }

    @Test
    void remaindersOfFractions() {
        assertThat(ansi("%", -7.5, 2.0)).isEqualTo(-1.5);
        assertThat(ansi("pmod", -7.5, 2.0)).isEqualTo(0.5);
        assertThat(ansi("pmod", 7.5, 2.0)).isEqualTo(1.5);
        assertThat(ansi("pmod", -4.0, 2.0)).isEqualTo(-0.0);
        assertThat(ansi("%", -7.5f, 2.0f)).isEqualTo(-1.5f);
        assertThat(ansi("pmod", -7.5f, 2.0f)).isEqualTo(0.5f);
        assertThat(ansi("pmod", 7.5f, 2.0f)).isEqualTo(1.5f);
        assertThat(ansi("pmod", -4.0f, 2.0f)).isEqualTo(-0.0f);
        assertThat(ansi("pmod", new BigDecimal("-7.5"), new BigDecimal("2.0"))).isEqualTo(new BigDecimal("0.5"));
        assertThat(ansi("pmod", new BigDecimal("7.5"), new BigDecimal("2.0"))).isEqualTo(new BigDecimal("1.5"));
        assertThat(ansi("%", new BigDecimal("-7.5"), new BigDecimal("2.0"))).isEqualTo(new BigDecimal("-1.5"));
        for (Object zero : new Object[] {0.0, -0.0, 0.0f, new BigDecimal("0.0")}) {
            Object one = zero instanceof Float ? (Object) 1.0f : zero instanceof Double ? 1.0 : BigDecimal.ONE;
            for (String name : List.of("%", "pmod")) {
                assertThatThrownBy(() -> ansi(name, one, zero)).hasMessageContaining("REMAINDER_BY_ZERO");
                assertThat(legacy(name, one, zero)).isNull();
            }
            assertThatThrownBy(() -> ansi("/", one, zero)).hasMessageContaining("DIVIDE_BY_ZERO");
            assertThat(legacy("/", one, zero)).isNull();
            assertThat(ansi("try_divide", one, zero)).isNull();
        }
    }

    @Test
    void wholeQuotientsOfDecimals() {
        assertThat(ansi("div", new BigDecimal("7.5"), new BigDecimal("-2.0"))).isEqualTo(-3L);
        assertThatThrownBy(() -> ansi("div", new BigDecimal("7.5"), new BigDecimal("0.0")))
                .hasMessageContaining("DIVIDE_BY_ZERO");
        assertThat(legacy("div", new BigDecimal("7.5"), new BigDecimal("0.0"))).isNull();
        Expression largest = constant(new BigDecimal(Long.MAX_VALUE), DECIMAL_38);
        Expression smallest = constant(new BigDecimal(Long.MIN_VALUE), DECIMAL_38);
        Expression next = constant(new BigDecimal(Long.MAX_VALUE).add(BigDecimal.ONE), DECIMAL_38);
        Expression one = constant(BigDecimal.ONE, DECIMAL_38);
        assertThat(ansi("div", largest, one)).isEqualTo(Long.MAX_VALUE);
        assertThat(ansi("div", smallest, one)).isEqualTo(Long.MIN_VALUE);
        assertThat(ansi("div", next, one)).isEqualTo(Long.MIN_VALUE);
        assertThat(legacy("div", next, one)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void quotientsOfDoublesBesideZeroes() {
        DataType type = DataTypes.DoubleType;
        Expression quotient = call(LEGACY, "/", column(0, type), column(1, type));
        assertThat(evaluate(
                        quotient,
                        batch(
                                Values.vector(type, List.of(1.0, 1.0, -3.0, 0.0)),
                                Values.vector(type, List.of(0.0, 4.0, 2.0, -0.0)))))
                .containsExactly(null, 0.25, -1.5, null);
    }

    @ParameterizedTest
    @CsvSource({
        "+, 1.5, 0.25, 1.75",
        "-, 1.5, 0.25, 1.25",
        "*, 1.5, 0.25, 0.375",
        "+, 3E38, 3E38, Infinity",
        "*, -3E38, 2, -Infinity",
        "-, NaN, 1, NaN"
    })
    void floats(String symbol, float left, float right, float expected) {
        assertThat(ansi(symbol, left, right)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "+, 1.5, 0.25, 1.75",
        "-, 1.5, 0.25, 1.25",
        "*, 1.5, 0.25, 0.375",
        "/, 1.5, 0.25, 6",
        "+, 1E308, 1E308, Infinity",
        "*, -1E308, 10, -Infinity",
        "-, NaN, 1, NaN"
    })
    void doubles(String symbol, double left, double right, double expected) {
        assertThat(ansi(symbol, left, right)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void signsBesideTheLimits(Whole whole) {
        for (long limit : whole.limits()) {
            Object value = whole.value(limit);
            BigInteger exact = BigInteger.valueOf(limit);
            if (!whole.fits(exact.negate())) {
                for (String name : List.of("negative", "abs")) {
                    assertThatThrownBy(() -> ansi(name, value))
                            .isInstanceOfSatisfying(MillraceThrowable.class, error -> {
                                assertThat(error.getCondition()).isEqualTo("ARITHMETIC_OVERFLOW");
                                assertThat(error.getMessageParameters())
                                        .containsEntry("message", "overflow")
                                        .containsEntry("alternative", "");
                            });
                    assertThat(legacy(name, value)).isEqualTo(value);
                }
                continue;
            }
            assertThat(ansi("negative", value)).isEqualTo(whole.value(-limit));
            assertThat(ansi("abs", value)).isEqualTo(whole.value(Math.abs(limit)));
        }
    }

    @Test
    void signsOfFractions() {
        assertThat(ansi("negative", 2.5)).isEqualTo(-2.5);
        assertThat(ansi("negative", 0.0)).isEqualTo(-0.0);
        assertThat(ansi("abs", -0.0)).isEqualTo(0.0);
        assertThat(ansi("negative", 2.5f)).isEqualTo(-2.5f);
        assertThat(ansi("abs", -2.5f)).isEqualTo(2.5f);
        assertThat(ansi("abs", 2.5f)).isEqualTo(2.5f);
        assertThat(ansi("negative", new BigDecimal("2.50"))).isEqualTo(new BigDecimal("-2.50"));
        assertThat(ansi("abs", new BigDecimal("2.50"))).isEqualTo(new BigDecimal("2.50"));
    }

    @Test
    void decimalsOfAnyScaleBesideEachOther() {
        DataType[] types = {
            DataTypes.createDecimalType(3, 3),
            DataTypes.createDecimalType(8, 2),
            DataTypes.createDecimalType(12, 0),
            DataTypes.createDecimalType(18, 9),
            DataTypes.createDecimalType(38, 18)
        };
        String[][] values = {
            {"0.999", "-0.001"},
            {"999999.99", "-0.01"},
            {"999999999999", "-7"},
            {"999999999.999999999", "-0.000000001"},
            {"12345678901234567890.123456789012345678", "-0.000000000000000005"}
        };
        for (int left = 0; left < types.length; left++) {
            for (int right = 0; right < types.length; right++) {
                for (String l : values[left]) {
                    for (String r : values[right]) {
                        checkDecimals(new BigDecimal(l), types[left], new BigDecimal(r), types[right]);
                    }
                }
            }
        }
    }

    private static void checkDecimals(BigDecimal left, DataType leftType, BigDecimal right, DataType rightType) {
        Expression l = constant(left, leftType);
        Expression r = constant(right, rightType);
        checkDecimal("+", l, r, left.add(right));
        checkDecimal("-", l, r, left.subtract(right));
        checkDecimal("*", l, r, left.multiply(right));
        checkDecimal("/", l, r, left.divide(right, 60, RoundingMode.DOWN));
        checkDecimal("%", l, r, left.remainder(right));
    }

    private static void checkDecimal(String symbol, Expression left, Expression right, BigDecimal exact) {
        Expression call = call(ANSI, symbol, left, right);
        int scale = ((io.millrace.types.DecimalType) call.type()).scale();
        int precision = ((io.millrace.types.DecimalType) call.type()).precision();
        BigDecimal rounded = exact.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() <= precision) {
            assertThat(ansi(symbol, left, right)).as("%s %s", call, rounded).isEqualTo(rounded);
        } else {
            assertThatThrownBy(() -> ansi(symbol, left, right)).hasMessageContaining("NUMERIC_VALUE_OUT_OF_RANGE");
            assertThat(legacy(symbol, left, right)).isNull();
        }
    }

    @Test
    void decimalsOfManyDigitsRoundHalfUp() {
        DataType small = DataTypes.createDecimalType(38, 20);
        Expression half = constant(new BigDecimal("0.00000000000000000005"), small);
        Expression minusHalf = constant(new BigDecimal("-0.00000000000000000005"), small);
        Expression tenth = constant(new BigDecimal("0.10000000000000000000"), small);
        // decimal(38,20) * decimal(38,20) has scale 6
        assertThat(ansi("*", constant(new BigDecimal("0.00000500000000000000"), small), tenth))
                .isEqualTo(new BigDecimal("0.000001"));
        assertThat(ansi("*", constant(new BigDecimal("-0.00000500000000000000"), small), tenth))
                .isEqualTo(new BigDecimal("-0.000001"));
        assertThat(ansi("*", constant(new BigDecimal("0.00000499999999999999"), small), tenth))
                .isEqualTo(new BigDecimal("0.000000"));
        // and a sum has scale 19
        assertThat(ansi("+", half, constant(BigDecimal.ZERO.setScale(20), small)))
                .isEqualTo(new BigDecimal("0.0000000000000000001"));
        assertThat(ansi("+", minusHalf, constant(BigDecimal.ZERO.setScale(20), small)))
                .isEqualTo(new BigDecimal("-0.0000000000000000001"));
    }

    @Test
    void decimalsThatDoNotFitStandBesideOthers() {
        BigDecimal large = new BigDecimal("9".repeat(38));
        Expression sum = call(ANSI, "try_add", column(0, DECIMAL_38), column(1, DECIMAL_38));
        assertThat(evaluate(
                        sum,
                        batch(
                                Values.vector(DECIMAL_38, List.of(large, BigDecimal.ONE, large.negate())),
                                Values.vector(DECIMAL_38, List.of(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE)))))
                .containsExactly(null, new BigDecimal(2), large.negate().add(BigDecimal.ONE));
    }
}

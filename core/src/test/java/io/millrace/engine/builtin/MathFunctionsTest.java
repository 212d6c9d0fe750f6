package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.FunctionTester.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MathFunctionsTest {
    private final FunctionTester functions =
            new FunctionTester(new MathFunctions(), new RoundingFunctions(), new RandomFunctions());

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    @Test
    void values() {
        functions.check(new Object[][] {
            {"sqrt", 4.0, 2.0},
            {"sqrt", -1.0, Double.NaN},
            {"cbrt", 27.0, 3.0},
            {"ln", 1.0, 0.0},
            {"ln", 0.0, null},
            {"log", 10.0, 100.0, 2.0},
            {"log", -1.0, 100.0, null},
            {"log", 10.0, 0.0, null},
            {"log1p", -1.0, null},
            {"pow", 2.0, 3.0, 8.0},
            {"hypot", 3.0, 4.0, 5.0},
            {"degrees", Math.PI, 180.0},
            {"sign", -3.0, -1.0},
            {"factorial", 5, 120L},
            {"factorial", 21, null},
            {"factorial", -1, null},
            {"bin", 13L, "1101"},
            {"bin", -1L, "1".repeat(64)},
            {"pi", Math.PI},
        });
    }

    @Test
    void rounding() {
        functions.check(new Object[][] {
            {"ceil", -0.1, 0L},
            {"ceil", 5L, 5L},
            {"ceil", decimal("3.1411"), decimal("4")},
            {"ceil", decimal("3.1411"), 3, decimal("3.142")},
            {"ceil", decimal("3.1411"), -3, decimal("1000")},
            {"floor", -0.1, -1L},
            {"floor", decimal("-0.1"), decimal("-1")},
            {"floor", decimal("3.1411"), 3, decimal("3.141")},
            {"round", 2.5, 3.0},
            {"round", -2.5, -3.0},
            {"round", 0.285, 2, 0.29},
            {"round", Double.NaN, Double.NaN},
            {"round", 25L, -1, 30L},
            {"round", decimal("123.456"), 1, decimal("123.5")},
            {"round", decimal("9.99"), 1, decimal("10.0")},
            {"round", decimal("155.00"), -2, decimal("200")},
            {"bround", 2.5, 2.0},
            {"bround", 25L, -1, 20L},
            {"round", typed((byte) 120, "TINYINT"), -1, (byte) 120},
        });
        assertThatThrownBy(() -> functions.call("round", typed((byte) 126, "TINYINT"), -1))
                .isInstanceOf(ArithmeticException.class);
        assertThat(functions.ansi(false).call("round", typed((byte) 126, "TINYINT"), -1))
                .isEqualTo((byte) -126);
    }

    @Test
    void randomNumbersAreSparks() {
        assertThat(functions.call("rand", 0L)).isEqualTo(0.7604953758285915);
        assertThat(functions.call("randn", 0L)).isEqualTo(1.6034991609278433);
    }
}

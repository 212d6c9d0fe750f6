package io.millrace.engine.expression.text;

import static io.millrace.engine.expression.text.Slices.inside;
import static io.millrace.engine.expression.text.Slices.length;
import static io.millrace.engine.expression.text.Slices.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a number, and how numbers are written. */
class NumberTextTest {
    private final NumberText numbers = new NumberText();

    private Long wholeNumber(String text, long minimum, long maximum, boolean fraction) {
        long value = numbers.parseLong(inside(text), 1, length(text), minimum, maximum, fraction);
        return numbers.parsed() ? value : null;
    }

    private Long wholeNumber(String text) {
        return wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE, false);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+7, 7",
        "007, 7",
        "9223372036854775807, 9223372036854775807",
        "'\t12\u007f ', 12",
        "-9223372036854775808, -9223372036854775808",
        "9223372036854775800, 9223372036854775800"
    })
    void wholeNumbers(String text, long value) {
        assertThat(wholeNumber(text)).isEqualTo(value);
        assertThat(wholeNumber(text + ".", Long.MIN_VALUE, Long.MAX_VALUE, true))
                .isEqualTo(value == 12 ? null : value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                "+-1",
                "1 2",
                "1.",
                "1.5",
                ".5",
                "1e3",
                "a",
                "/",
                ":",
                "1/",
                "1:",
                "9223372036854775808",
                "-9223372036854775809",
                "92233720368547758070",
                "99999999999999999999",
                "18446744073709551616",
                "é"
            })
    void noWholeNumbers(String text) {
        assertThat(wholeNumber(text)).isNull();
    }

    @Test
    void fractionsAreCutOffWhereTheyMayStand() {
        assertThat(wholeNumber("-12.99", -100, 100, true)).isEqualTo(-12L);
        assertThat(wholeNumber(".9", -100, 100, true)).isZero();
        assertThat(wholeNumber("1.0/", -100, 100, true)).isNull();
        assertThat(wholeNumber("1.0:", -100, 100, true)).isNull();
        assertThat(wholeNumber("1.2.3", -100, 100, true)).isNull();
        assertThat(wholeNumber("100", -100, 100, true)).isEqualTo(100);
        assertThat(wholeNumber("101", -100, 100, true)).isNull();
        assertThat(wholeNumber("-100", -100, 100, false)).isEqualTo(-100);
        assertThat(wholeNumber("-101", -100, 100, false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.5",
                "-1.25",
                ".5",
                "5.",
                "123456789012345",
                "900719925474099.3",
                "9007199254740993",
                "0.0000000000000000000001",
                "0.00000000000000000000001",
                "1e-3",
                "+2.5",
                "1E400",
                "4.9e-324",
                "1d",
                "0x1p3",
                "1234567890123456789.5",
                "0.1"
            })
    void fractionsAreThoseOfJava(String text) {
        assertThat(numbers.parseDouble(inside(text), 1, length(text))).isEqualTo(Double.parseDouble(text));
        assertThat(numbers.parsed()).isTrue();
        assertThat(numbers.parseFloat(inside(text), 1, length(text))).isEqualTo(Float.parseFloat(text));
        assertThat(numbers.parsed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "inf, Infinity",
        "+INF, Infinity",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "+infinity, Infinity",
        "-INFINITY, -Infinity",
        "nan, NaN",
        "' NaN ', NaN"
    })
    void numbersThatAreNone(String text, Double value) {
        assertThat(numbers.parseDouble(inside(text), 1, length(text))).isEqualTo(value);
        assertThat(numbers.parsed()).isTrue();
        assertThat(numbers.parseFloat(inside(text), 1, length(text))).isEqualTo((Float) value.floatValue());
        assertThat(numbers.parsed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "-", "-.", "1.2.3", "1/", "1:", "x", "--1", "1e", "é"})
    void noFractions(String text) {
        numbers.parseDouble(inside("1"), 1, 1);
        assertThat(numbers.parsed()).isTrue();
        assertThat(numbers.parseDouble(inside(text), 1, length(text))).isZero();
        assertThat(numbers.parsed()).isFalse();
        numbers.parseDouble(inside("1"), 1, 1);
        assertThat(numbers.parseFloat(inside(text), 1, length(text))).isZero();
        assertThat(numbers.parsed()).isFalse();
    }

    @Test
    void decimals() {
        assertThat(NumberText.parseDecimal(inside(" -1.50 "), 1, 7)).isEqualTo(new BigDecimal("-1.50"));
        assertThat(NumberText.parseDecimal(inside("12e-3"), 1, 5)).isEqualTo(new BigDecimal("0.012"));
        assertThat(NumberText.parseDecimal(inside("é"), 1, 2)).isNull();
        assertThat(NumberText.parseDecimal(inside("1,5"), 1, 3)).isNull();
        assertThat(NumberText.parseDecimal(inside(""), 1, 0)).isNull();
    }

    @Test
    void numbersAreWrittenAsJavaDoes() {
        long power = 1;
        for (int digits = 0; digits < 19; digits++, power *= 10) {
            for (long value : new long[] {power, power - 1, power + 1, -power, 1 - power, 7 * power}) {
                assertThat(written(out -> NumberText.write(value, out))).isEqualTo(Long.toString(value));
                for (int scale : new int[] {0, 1, 5, 18, 19, 30}) {
                    assertThat(written(out -> NumberText.writeDecimal(value, scale, out)))
                            .isEqualTo(BigDecimal.valueOf(value, scale).toPlainString());
                }
            }
        }
        for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(written(out -> NumberText.write(value, out))).isEqualTo(Long.toString(value));
            for (int scale : new int[] {0, 1, 18, 19}) {
                assertThat(written(out -> NumberText.writeDecimal(value, scale, out)))
                        .isEqualTo(BigDecimal.valueOf(value, scale).toPlainString());
            }
        }
        for (double value : new double[] {
            0.0,
            -0.0,
            1,
            -1,
            0.001,
            0.000999999,
            0.0011,
            9_999_999,
            1e7,
            9_999_999.5,
            1e-7,
            123.456,
            -123.456,
            0.1,
            100.000001,
            1.0000001,
            1.0000005,
            3.14159265358979,
            1e300,
            4.9e-324,
            Double.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            1234567.654321,
            2.5,
            10,
            0.25
        }) {
            assertThat(written(out -> NumberText.write(value, out))).isEqualTo(Double.toString(value));
            assertThat(written(out -> NumberText.write((float) value, out))).isEqualTo(Float.toString((float) value));
        }
    }
}

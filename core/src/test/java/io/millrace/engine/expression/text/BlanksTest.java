package io.millrace.engine.expression.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand around a number: blanks and control characters, up to the space, and DEL. */
class BlanksTest {
    private final NumberText numbers = new NumberText();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A number read from the middle of other bytes. */
    private Double readDouble(String text) {
        byte[] data = bytes("7" + text + "7");
        double value = numbers.parseDouble(data, 1, data.length - 2);
        return numbers.parsed() ? value : null;
    }

    private Float readFloat(String text) {
        byte[] data = bytes("7" + text + "7");
        float value = numbers.parseFloat(data, 1, data.length - 2);
        return numbers.parsed() ? value : null;
    }

    private Long readWhole(String text) {
        byte[] data = bytes("7" + text + "7");
        long value = numbers.parseLong(data, 1, data.length - 2, Long.MIN_VALUE, Long.MAX_VALUE, true);
        return numbers.parsed() ? value : null;
    }

    private static BigDecimal readDecimal(String text) {
        byte[] data = bytes("7" + text + "7");
        return NumberText.parseDecimal(data, 1, data.length - 2);
    }

    @Test
    void blanksAreControlCharactersAndTheSpace() {
        for (char character = 0; character <= 0xFF; character++) {
            boolean blank = character <= ' ' || character == 0x7F;
            String text = character + "5" + character;
            if (Character.isDigit(character)) {
                continue;
            }
            assertThat(readWhole(text)).as("U+%04X", (int) character).isEqualTo(blank ? 5L : null);
            assertThat(readDecimal(text)).as("U+%04X", (int) character).isEqualTo(blank ? new BigDecimal(5) : null);
            assertThat(readDouble(text)).as("U+%04X", (int) character).isEqualTo(blank ? 5.0 : null);
            assertThat(readFloat(text)).as("U+%04X", (int) character).isEqualTo(blank ? 5f : null);
        }
    }

    @ParameterizedTest
    @CsvSource({"inf, Infinity", "-Infinity, -Infinity", "nan, NaN", "1e3, 1000"})
    void blanksMayStandAroundNamesAndExponents(String text, Double value) {
        String around = " \t" + text + "\u007F ";
        assertThat(readDouble(around)).isEqualTo(value);
        assertThat(readFloat(around)).isEqualTo(Float.valueOf(value.floatValue()));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "1.9, 1", "-1.9, -1", "5., 5", "1.09, 1", "1./, ", "1.:, ", "1.-, ", "1.5x, "})
    void aFractionThatIsCutOffHasOnlyDigits(String text, Long value) {
        assertThat(readWhole(text)).isEqualTo(value);
    }
}

package io.millrace.engine.expression.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Text is written as UTF-8, however long it gets. */
class BytesWriterTest {
    private static byte[] written(BytesWriter writer) {
        return java.util.Arrays.copyOf(writer.data(), writer.length());
    }

    @Test
    void everyCodePointIsWrittenAsUtf8() {
        BytesWriter writer = new BytesWriter();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                continue;
            }
            writer.clear();
            writer.appendCodePoint(codePoint);
            if (!java.util.Arrays.equals(
                    written(writer), Character.toString(codePoint).getBytes(StandardCharsets.UTF_8))) {
                assertThat(written(writer))
                        .as("U+%X", codePoint)
                        .isEqualTo(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Property(tries = 50)
    void whatIsWrittenFollowsWhatIsThere(@ForAll long seed, @ForAll @IntRange(max = 300) int steps) {
        Random random = new Random(seed);
        BytesWriter writer = new BytesWriter();
        StringBuilder model = new StringBuilder();
        for (int i = 0; i < steps; i++) {
            String text = "añ😀".repeat(random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> writer.append(text);
                case 1 -> writer.append(text.getBytes(StandardCharsets.UTF_8));
                case 2 -> text.codePoints().forEach(writer::appendCodePoint);
                case 3 -> {
                    text = "ascii";
                    writer.appendAscii(text);
                }
                default -> {
                    text = "x";
                    writer.append('x');
                }
            }
            model.append(text);
        }
        assertThat(writer.toString()).isEqualTo(model.toString());
        assertThat(written(writer)).isEqualTo(model.toString().getBytes(StandardCharsets.UTF_8));
        writer.truncate(0);
        assertThat(writer.toString()).isEmpty();
    }
}

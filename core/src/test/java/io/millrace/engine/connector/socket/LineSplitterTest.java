package io.millrace.engine.connector.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSplitterTest {
    /** Gives what there is in stretches of random length, as a network does. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;
        private final int longest;

        Pieces(byte[] bytes, Random random, int longest) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
            this.longest = longest;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int start, int length) {
            return bytes.read(target, start, Math.min(length, 1 + random.nextInt(longest)));
        }
    }

    private static List<String> lines(InputStream in) throws IOException {
        LineSplitter splitter = new LineSplitter(in);
        List<String> found = new ArrayList<>();
        while (!splitter.ended()) {
            splitter.read(() -> 7).ifPresent(lines -> {
                assertThat(lines.arrivalMicros()).isEqualTo(7);
                for (int i = 0; i < lines.count(); i++) {
                    found.add(new String(lines.data(), lines.starts()[i], lines.lengths()[i], StandardCharsets.UTF_8));
                }
            });
        }
        return found;
    }

    private static List<String> expected(byte[] bytes) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7", "100000"})
    void linesDoNotDependOnHowBytesArrive(int longest) throws IOException {
        String[] words = {"a", "엘지", "😀", "\n", "\r", "\r\n", "\n\n", "", "\u2028", " "};
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(lines(new Pieces(bytes, random, longest)))
                    .as("seed %d", seed)
                    .isEqualTo(expected(bytes));
        }
    }

    @Test
    void malformedBytesAreReplaced() throws IOException {
        byte[] bytes = {'a', (byte) 0xff, '\n', 'b', '\n', (byte) 0xe2, (byte) 0x82};
        assertThat(lines(new Pieces(bytes, new Random(1), 3))).isEqualTo(expected(bytes));
        assertThat(expected(bytes)).containsExactly("a\ufffd", "b", "\ufffd");
    }

    @Test
    void aLineMayBeLongerThanABlock() throws IOException {
        byte[] bytes = ("x".repeat(300_000) + "\ny").getBytes(StandardCharsets.UTF_8);
        assertThat(lines(new Pieces(bytes, new Random(1), 100_000))).isEqualTo(expected(bytes));
    }
}

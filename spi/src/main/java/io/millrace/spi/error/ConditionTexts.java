package io.millrace.spi.error;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** SQLSTATEs and messages of conditions, from {@code conditions.txt}. They are read when the first error is told. */
final class ConditionTexts {
    private static final String RESOURCE = "conditions.txt";
    private static final String NO_SQL_STATE = "-";

    /** @param sqlState null for a condition that has none */
    record Text(String sqlState, String template) {}

    /** Read once, by the first who asks. */
    private static final class Holder {
        private static final Map<String, Text> TEXTS = read();
    }

    private ConditionTexts() {}

    static Text of(Condition condition) {
        Text text = Holder.TEXTS.get(condition.conditionName());
        if (text == null) {
            throw new IllegalStateException(RESOURCE + " has no text for " + condition.conditionName());
        }
        return text;
    }

    /** All texts, by the name of the condition. */
    static Map<String, Text> all() {
        return Holder.TEXTS;
    }

    private static Map<String, Text> read() {
        Map<String, Text> texts = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ConditionTexts.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] name = line.split(" ");
                String template = lines.readLine();
                Text text = new Text(name[1].equals(NO_SQL_STATE) ? null : name[1], template.strip());
                if (texts.put(name[0], text) != null) {
                    throw new IllegalStateException(RESOURCE + " has two texts for " + name[0]);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Map.copyOf(texts);
    }
}

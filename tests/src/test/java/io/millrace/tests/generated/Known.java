package io.millrace.tests.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The disagreements that are known, a line {@code function aspect: reason} each in known.txt. The list is to shrink: the
 * sweep fails on an entry that it does not meet, unless its reason begins with {@code seldom:}.
 */
final class Known {
    private static final String FILE = "known.txt";

    private static final String SELDOM = "seldom: ";

    private final Map<String, String> reasons;

    Known() throws IOException {
        reasons = Signatures.pairs(FILE);
    }

    static String key(String function, Aspect aspect) {
        return function + " " + aspect.word();
    }

    boolean containsAll(List<String> keys) {
        return reasons.keySet().containsAll(keys);
    }

    /** All but those whose reason says that they are seen seldom. */
    Set<String> mustBeMet() {
        Set<String> keys = new TreeSet<>(reasons.keySet());
        keys.removeIf(key -> reasons.get(key).startsWith(SELDOM));
        return keys;
    }

    /**
     * Writes the list anew: what it had keeps its reason, what is new gets an example for one, and what was not met goes.
     *
     * @param only a regular expression of the functions that were examined; all if it is empty
     */
    void mark(Map<String, String> examples, String only) throws IOException {
        Map<String, String> entries = new TreeMap<>(examples);
        reasons.forEach((key, reason) -> {
            boolean examined =
                    only.isEmpty() || key.substring(0, key.lastIndexOf(' ')).matches(only);
            if (!examined || examples.containsKey(key) || reason.startsWith(SELDOM)) {
                entries.put(key, reason);
            }
        });
        write(entries);
    }

    /** Adds what only functions in one another show. */
    void markSeldom(Map<String, String> examples) throws IOException {
        Map<String, String> entries = Signatures.pairs(FILE);
        examples.forEach((key, example) -> entries.putIfAbsent(key, SELDOM + example));
        write(entries);
    }

    private static void write(Map<String, String> entries) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Signatures.DIRECTORY.resolve(FILE)).stream()
                .filter(line -> line.startsWith("# "))
                .toList());
        entries.forEach((key, reason) -> lines.add(key + ": " + reason));
        Files.write(Signatures.DIRECTORY.resolve(FILE), lines);
    }
}

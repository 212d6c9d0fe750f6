package io.millrace.tests.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The disagreements that are known, a line {@code function aspect: reason} each in known.txt. The list is to shrink: the
 * draws of a build are always the same, and it fails on an entry that they do not meet.
 */
final class Known {
    private static final String FILE = "known.txt";

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

    /** All of them. */
    Set<String> keys() {
        return reasons.keySet();
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
            if (!examined || examples.containsKey(key)) {
                entries.put(key, reason);
            }
        });
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

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

    /** Writes the list anew; what it had keeps its reason, what is new gets an example for one. */
    void mark(Map<String, String> examples) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Signatures.DIRECTORY.resolve(FILE)).stream()
                .filter(line -> line.startsWith("# "))
                .toList());
        Map<String, String> entries = new TreeMap<>(examples);
        reasons.forEach((key, reason) -> {
            if (reason.startsWith(SELDOM)) {
                entries.putIfAbsent(key, reason);
            }
        });
        entries.forEach((key, example) -> lines.add(key + ": " + reasons.getOrDefault(key, example)));
        Files.write(Signatures.DIRECTORY.resolve(FILE), lines);
    }
}

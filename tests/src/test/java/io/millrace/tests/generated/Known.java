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
 * sweep fails on an entry that it does not meet.
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

    boolean contains(String function, Aspect aspect) {
        return reasons.containsKey(key(function, aspect));
    }

    Set<String> keys() {
        return reasons.keySet();
    }

    /** Writes the list anew; what it had keeps its reason, what is new gets an example for one. */
    void mark(Map<String, String> examples) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Signatures.DIRECTORY.resolve(FILE)).stream()
                .filter(line -> line.startsWith("# "))
                .toList());
        new TreeMap<>(examples).forEach((key, example) -> lines.add(key + ": " + reasons.getOrDefault(key, example)));
        Files.write(Signatures.DIRECTORY.resolve(FILE), lines);
    }
}

package io.millrace.tests.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Shrinkable;

/**
 * A disagreement.
 *
 * @param function who is to blame: a function, or a place of a query
 * @param aspects in what; at least one
 * @param tolerance how many units floating-point numbers may be apart
 * @param inquiry that shows it
 * @param answers what both say
 */
record Finding(
        String function, Set<Aspect> aspects, int tolerance, Shrinkable<Inquiry> inquiry, Engines.Pair answers) {
    /** As the list of known disagreements calls it, once for each aspect. */
    List<String> keys() {
        return aspects.stream().map(aspect -> Known.key(function, aspect)).toList();
    }

    /** The expression that shows it. */
    String expression() {
        return inquiry.value().batch().questions().getFirst().expression();
    }

    /** For people. */
    List<String> report() {
        Inquiry value = inquiry.value();
        List<String> lines = new ArrayList<>();
        lines.add("== " + keys() + " " + value.kind() + " " + expression() + " " + value.settings());
        lines.add(value.table().sql());
        answers.millrace().forEach(line -> lines.add("  M " + line));
        answers.spark().forEach(line -> lines.add("  S " + line));
        return lines;
    }
}

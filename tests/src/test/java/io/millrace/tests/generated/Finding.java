package io.millrace.tests.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A disagreement.
 *
 * @param function who is to blame: a function, or a place of a query
 * @param aspects in what; at least one
 * @param settings of the session
 * @param table that is asked about
 * @param question that shows it
 * @param drawn the question's expression
 * @param answers what both say
 */
record Finding(
        String function,
        Set<Aspect> aspects,
        Map<String, String> settings,
        DrawnTable table,
        Question question,
        Drawn drawn,
        Engines.Pair answers) {
    /** As the list of known disagreements calls it, once for each aspect. */
    List<String> keys() {
        return aspects.stream().map(aspect -> Known.key(function, aspect)).toList();
    }

    /** For people. */
    List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("== " + keys() + " " + question + " " + settings);
        lines.add(table.sql(drawn.columns(), 0, table.size()));
        answers.millrace().forEach(line -> lines.add("  M " + line));
        answers.spark().forEach(line -> lines.add("  S " + line));
        return lines;
    }
}

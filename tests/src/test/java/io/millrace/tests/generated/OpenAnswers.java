package io.millrace.tests.generated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Shrinkable;

/**
 * Questions that have several right answers. Of values that are equally frequent {@code mode} may give any, and Spark gives
 * the first of its hash table; so its answer is right if it is one of the most frequent values, which are counted here.
 */
final class OpenAnswers {
    private final Engines engines;

    OpenAnswers(Engines engines) {
        this.engines = engines;
    }

    /** Whether both answers to a question about a table are right though they differ in their rows. */
    boolean areBothRight(Kind kind, Shrinkable<Drawn> expression, DrawnTable table, Batch batch, Engines.Pair answers)
            throws IOException {
        boolean open = answers.differences().equals(Set.of(Aspect.ROWS))
                && (kind == Kind.TOTAL || kind == Kind.GROUP)
                && expression instanceof DrawnCall call
                && isAnyMode(call, table);
        if (!open) {
            return false;
        }
        Drawn counted = ((DrawnCall) expression).arguments().getFirst().value();
        Question question = new Question(Kind.SELECT, table.text(counted));
        Engines.Pair values = engines.compare(
                        new Batch(batch.settings(), batch.table(), batch.size(), List.of(question)))
                .getFirst();
        Map<String, String> rows = rows(values.millrace());
        return rows.size() == batch.size()
                && areModes(rows(answers.millrace()), rows, kind)
                && areModes(rows(answers.spark()), rows, kind);
    }

    /** A mode that is to be the least of the most frequent values is only one. */
    private static boolean isAnyMode(DrawnCall call, DrawnTable table) {
        return call.function().equals("mode")
                && call.arguments().stream()
                        .skip(1)
                        .noneMatch(least -> table.text(least.value()).equals("true"));
    }

    /** The rows of an answer by what tells them apart. */
    private static Map<String, String> rows(List<String> answer) {
        Map<String, String> rows = new HashMap<>();
        for (String line : answer) {
            int colon = line.indexOf(": ");
            if (colon > 0 && !line.startsWith("name ") && !line.startsWith("type ")) {
                rows.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return rows;
    }

    private static boolean areModes(Map<String, String> modes, Map<String, String> rows, Kind kind) {
        return !modes.isEmpty()
                && modes.entrySet().stream()
                        .allMatch(mode -> isMode(mode.getValue(), members(mode.getKey(), rows, kind)));
    }

    /** The values of a group: rows are dealt to two of them in turn, see {@link DrawnTable}. */
    private static List<String> members(String group, Map<String, String> rows, Kind kind) {
        List<String> members = new ArrayList<>();
        rows.forEach((id, value) -> {
            if (kind == Kind.TOTAL || Integer.parseInt(group) == (Integer.parseInt(id) - 1) % 2) {
                members.add(value);
            }
        });
        return members;
    }

    private static boolean isMode(String value, List<String> values) {
        Map<String, Integer> counts = new HashMap<>();
        values.stream().filter(each -> !each.equals("null")).forEach(each -> counts.merge(each, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.getOrDefault(value, -1) == most;
    }
}

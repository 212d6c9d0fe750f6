package io.millrace.tests.generated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes a disagreement small: one row, the columns that matter, arguments without arguments. */
final class Shrinker {
    private static final int MOST_QUESTIONS = 60;

    private final Engines engines;
    private final Finding finding;
    private Drawn drawn;
    private int first;
    private int end;
    private int asked;

    private Shrinker(Engines engines, Finding finding) {
        this.engines = engines;
        this.finding = finding;
        drawn = finding.drawn();
        end = finding.table().size();
    }

    /** The lines of a case that shows the disagreement, with Spark's answer. */
    static List<String> shrink(Engines engines, Finding finding) throws IOException {
        Shrinker shrinker = new Shrinker(engines, finding);
        shrinker.rows();
        while (shrinker.step()) {
            // again, with what is smaller now
        }
        return shrinker.lines();
    }

    private void rows() throws IOException {
        for (int row = 0; row < finding.table().size(); row++) {
            if (differs(drawn, row, row + 1)) {
                first = row;
                end = row + 1;
                return;
            }
        }
    }

    /** Takes the first smaller expression that still shows it; false if there is none. */
    private boolean step() throws IOException {
        for (Drawn smaller : smaller(drawn)) {
            if (differs(smaller, first, end)) {
                drawn = smaller;
                return true;
            }
        }
        return false;
    }

    private static List<Drawn> smaller(Drawn drawn) {
        List<Drawn> smaller = new ArrayList<>();
        if (drawn instanceof Drawn.Call call) {
            for (int i = 0; i < call.arguments().size(); i++) {
                if (call.arguments().get(i) instanceof Drawn.Call inner) {
                    smaller.add(call.with(i, new Drawn.Leaf("NULL", false)));
                    for (Drawn argument : inner.arguments()) {
                        smaller.add(call.with(i, argument));
                    }
                    for (Drawn less : smaller(inner)) {
                        smaller.add(call.with(i, less));
                    }
                }
            }
        }
        return smaller;
    }

    private boolean differs(Drawn candidate, int from, int to) throws IOException {
        if (asked++ >= MOST_QUESTIONS) {
            return false;
        }
        Question question = new Question(finding.question().kind(), candidate.text());
        String table = finding.table().sql(candidate.columns(), from, to);
        Engines.Pair answers = engines.compare(new Batch(finding.settings(), table, to, List.of(question)))
                .getFirst();
        Set<Aspect> common = EnumSet.copyOf(finding.aspects());
        common.retainAll(answers.differences());
        return !common.isEmpty();
    }

    private List<String> lines() throws IOException {
        String table = finding.table().sql(drawn.columns(), first, end);
        String relation = table.substring("SELECT * FROM ".length());
        String statement = finding.question().kind().statement(drawn.text(), relation);
        List<String> lines = new ArrayList<>();
        String aspect = finding.aspects().iterator().next().word();
        lines.add("# generated | " + finding.function().replace('|', '/') + " | " + aspect);
        finding.settings().forEach((key, value) -> lines.add("set " + key + "=" + value));
        lines.add(statement + ";");
        engines.spark(finding.settings(), statement).forEach(line -> lines.add("> " + line));
        return lines;
    }
}

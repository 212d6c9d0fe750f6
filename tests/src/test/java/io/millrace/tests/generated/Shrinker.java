package io.millrace.tests.generated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Shrinkable;

/**
 * Makes a disagreement small: of what jqwik shrinks its inquiry to, it takes the first that shows the same, and goes on from
 * there until nothing smaller does. Every step asks Spark, so their number is bounded.
 */
final class Shrinker {
    private static final int MOST_QUESTIONS = 120;

    private final Engines engines;
    private final Finding finding;
    private final Set<Batch> asked = new HashSet<>();

    private Shrinker(Engines engines, Finding finding) {
        this.engines = engines;
        this.finding = finding;
    }

    /** The lines of a case that shows the disagreement, with Spark's answer. */
    static List<String> shrink(Engines engines, Finding finding) throws IOException {
        Shrinker shrinker = new Shrinker(engines, finding);
        Shrinkable<Inquiry> smallest = finding.inquiry();
        Optional<Shrinkable<Inquiry>> smaller = Optional.of(smallest);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smallest.shrink()
                    .takeWhile(candidate -> shrinker.asked.size() < MOST_QUESTIONS)
                    .filter(candidate -> shrinker.shows(candidate.value()))
                    .findFirst();
        }
        return shrinker.lines(smallest.value());
    }

    /** Whether an inquiry shows one of the finding's aspects, also when it is asked as a case asks. */
    private boolean shows(Inquiry inquiry) {
        Batch batch = inquiry.batch();
        if (!asked.add(batch)) {
            return false;
        }
        try {
            Engines.Pair answers = engines.compare(batch).getFirst();
            Set<Aspect> aspects = Aspect.differences(answers.millrace(), answers.spark(), finding.tolerance());
            aspects.retainAll(finding.aspects());
            return !aspects.isEmpty()
                    && !answers.differences().isEmpty()
                    && !engines.statement(inquiry).differences().isEmpty();
        } catch (IOException e) {
            // What ends Spark is another finding than this one.
            System.out.println(e.getMessage());
            return false;
        }
    }

    private List<String> lines(Inquiry inquiry) throws IOException {
        List<String> lines = new ArrayList<>();
        String aspect = finding.aspects().iterator().next().word();
        lines.add("# generated | " + finding.function().replace('|', '/') + " | " + aspect);
        inquiry.settings().forEach((key, value) -> lines.add("set " + key + "=" + value));
        if (inquiry.kind().isOrdered()) {
            lines.add("ordered");
        }
        lines.add(inquiry.statement() + ";");
        engines.statement(inquiry).spark().forEach(line -> lines.add("> " + line));
        return lines;
    }
}

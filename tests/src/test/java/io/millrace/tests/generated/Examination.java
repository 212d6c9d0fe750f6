package io.millrace.tests.generated;

import io.millrace.types.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Shrinkable;

/** Draws questions, puts them to both engines, and says who is to blame where they disagree. */
final class Examination {
    /** Places of a query that are examined like functions. */
    private static final Map<String, String> PLACES =
            Map.of("WHERE", "{boolean}", "KEY", "{hashable}", "ORDER", "{orderable}");

    private final Engines engines;
    private final Signatures signatures;
    private final OpenAnswers open;
    private final Map<String, List<String>> lexicon = new HashMap<>();
    private final Map<String, Integer> ulps = new HashMap<>();
    private final Map<String, Integer> draws = new TreeMap<>();

    Examination(Engines engines, Signatures signatures) throws IOException {
        this.engines = engines;
        this.signatures = signatures;
        this.open = new OpenAnswers(engines);
        List<String> list = new ArrayList<>();
        for (String line : Signatures.lines("lexicon.txt")) {
            if (line.startsWith("[")) {
                list = new ArrayList<>();
                lexicon.put(line.substring(1, line.length() - 1), list);
            } else {
                list.add(line);
            }
        }
        Signatures.pairs("ulps.txt").forEach((name, value) -> ulps.put(name, Integer.valueOf(value.split(" ")[0])));
    }

    /** How often each function was drawn. */
    Map<String, Integer> draws() {
        return draws;
    }

    /** What {@link #function} examines. */
    Set<String> names() {
        Set<String> names = signatures.callable();
        names.addAll(PLACES.keySet());
        return names;
    }

    /** Some calls of one function over columns and constants. */
    List<Finding> function(String name, int least, long seed, boolean ansi) throws IOException {
        Random random = random(seed, name.hashCode() * 2L + (ansi ? 1 : 0));
        Drawing drawing = new Drawing(lexicon, 0);
        List<Template> templates =
                PLACES.containsKey(name) ? List.of(Template.parse(PLACES.get(name))) : signatures.of(name);
        int count = ansi ? Math.max(least, templates.size()) : least;
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int template = (ansi ? i : random.nextInt(templates.size())) % templates.size();
            Shrinkable<Drawn> call = Inquiry.draw(drawing.calls(name, List.of(templates.get(template))), random);
            asked.add(new Asked(kind(name, random), call));
        }
        draws.merge(name, count, Integer::sum);
        return ask(Inquiry.draw(Inquiry.settings(Arbitraries.just(ansi)), random), asked);
    }

    /** Calls of any functions, put in one another. */
    List<Finding> mixture(int count, long seed) throws IOException {
        Random random = random(seed, 0);
        Shrinkable<Map<String, String>> settings =
                Inquiry.draw(Inquiry.settings(Arbitraries.of(true, true, false)), random);
        Drawing drawing = new Drawing(lexicon, 0.5);
        for (int round = 1; round <= 2; round++) {
            enrich(drawing, settings.value(), random(seed, round));
        }
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Random own = random(seed, 100 + i);
            String name = name(own);
            Shrinkable<Drawn> call = Inquiry.draw(drawing.calls(name, signatures.of(name)), own);
            draws.merge(name, 1, Integer::sum);
            Kind kind = kind(name, own);
            if (kind == Kind.SELECT) {
                kind = List.of(Kind.SELECT, Kind.SELECT, Kind.SELECT, Kind.KEY, Kind.ORDER, Kind.WHERE)
                        .get(own.nextInt(6));
            }
            asked.add(new Asked(kind, call));
        }
        return ask(settings, asked);
    }

    /** Numbers that depend on nothing else: what is drawn for one function does not move when there is another. */
    private static Random random(long seed, long stream) {
        return new Random(new SplittableRandom(seed ^ new SplittableRandom(stream).nextLong()).nextLong());
    }

    /** A function; the choice stays the same, mostly, when there are more. */
    private String name(Random random) {
        long seed = random.nextLong();
        return signatures.callable().stream()
                .max(Comparator.comparingLong(
                        name -> random(seed, name.hashCode()).nextLong()))
                .orElseThrow();
    }

    /** Draws expressions and keeps those that have a type as arguments of others. */
    private void enrich(Drawing drawing, Map<String, String> settings, Random random) throws IOException {
        List<Shrinkable<Drawn>> drawn = new ArrayList<>();
        while (drawn.size() < 30) {
            String name = name(random);
            if (kind(name, random) == Kind.SELECT && !ulps.containsKey(name)) {
                drawn.add(Inquiry.draw(drawing.calls(name, signatures.of(name)), random));
                draws.merge(name, 1, Integer::sum);
            }
        }
        DrawnTable table = table(drawn);
        List<Question> questions = drawn.stream()
                .map(expression -> new Question(Kind.SELECT, table.text(expression.value())))
                .toList();
        List<Optional<DataType>> types = engines.types(new Batch(settings, table.sql(), table.size(), questions));
        for (int i = 0; i < drawn.size(); i++) {
            Shrinkable<Drawn> expression = drawn.get(i);
            types.get(i).ifPresent(type -> drawing.keep(type, expression));
        }
    }

    private static DrawnTable table(List<Shrinkable<Drawn>> expressions) {
        return new DrawnTable(
                expressions.stream().map(Shrinkable::value).toList(),
                IntStream.range(0, Inquiry.ROWS).boxed().toList());
    }

    private Kind kind(String name, Random random) {
        if (PLACES.containsKey(name)) {
            return Kind.valueOf(name);
        }
        if (signatures.isGenerator(name)) {
            return Kind.ROWS;
        }
        if (signatures.isAggregate(name)) {
            return random.nextBoolean() ? Kind.TOTAL : Kind.GROUP;
        }
        return Kind.SELECT;
    }

    private List<Finding> ask(Shrinkable<Map<String, String>> settings, List<Asked> asked) throws IOException {
        DrawnTable table = table(asked.stream().map(Asked::expression).toList());
        List<Question> questions = new ArrayList<>();
        asked.forEach(each -> questions.add(each.question(table)));
        Batch batch = new Batch(settings.value(), table.sql(), table.size(), questions);
        List<Engines.Pair> answers = engines.compare(batch);
        List<Asked> doubtful = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Asked each = asked.get(i);
            boolean different = !differences(each, answers.get(i)).isEmpty();
            if (different && !open.areBothRight(each.kind(), each.expression(), table, batch, answers.get(i))) {
                doubtful.add(each);
            }
        }
        Map<String, Finding> parts = parts(table, batch, settings, doubtful);
        List<Finding> findings = new ArrayList<>(parts.values());
        for (Asked each : doubtful) {
            Engines.Pair pair = answers.get(asked.indexOf(each));
            // What is wrong inside shows outside in many ways.
            boolean explained = each.parts().stream().anyMatch(part -> parts.containsKey(text(table, part)));
            if (!explained) {
                findings.add(finding(each, settings, pair));
            }
        }
        return findings;
    }

    /** The innermost parts of expressions that both engines see differently by themselves, by their text. */
    private Map<String, Finding> parts(
            DrawnTable table, Batch batch, Shrinkable<Map<String, String>> settings, List<Asked> doubtful)
            throws IOException {
        Map<String, Asked> parts = new LinkedHashMap<>();
        for (Asked each : doubtful) {
            each.parts().forEach(part -> parts.put(text(table, part), new Asked(Kind.SELECT, part)));
        }
        Map<String, Finding> found = new LinkedHashMap<>();
        if (parts.isEmpty()) {
            return found;
        }
        List<Question> questions =
                parts.values().stream().map(part -> part.question(table)).toList();
        List<Engines.Pair> answers =
                engines.compare(new Batch(batch.settings(), batch.table(), batch.size(), questions));
        int next = 0;
        for (Map.Entry<String, Asked> entry : parts.entrySet()) {
            Asked part = entry.getValue();
            Engines.Pair pair = answers.get(next++);
            boolean explained = DrawnCall.parts(part.expression()).stream()
                    .anyMatch(inner -> found.containsKey(text(table, inner)));
            if (!explained && !differences(part, pair).isEmpty()) {
                found.put(entry.getKey(), finding(part, settings, pair));
            }
        }
        return found;
    }

    private static String text(DrawnTable table, Shrinkable<Drawn> expression) {
        return table.text(expression.value());
    }

    private Finding finding(Asked asked, Shrinkable<Map<String, String>> settings, Engines.Pair pair) {
        return new Finding(
                asked.function(),
                differences(asked, pair),
                tolerance(asked),
                Inquiry.about(asked.kind(), asked.expression(), settings),
                pair);
    }

    private Set<Aspect> differences(Asked asked, Engines.Pair answers) {
        return answers.differences().isEmpty()
                ? Set.of()
                : Aspect.differences(answers.millrace(), answers.spark(), tolerance(asked));
    }

    private int tolerance(Asked asked) {
        return asked.expression() instanceof DrawnCall call ? ulps.getOrDefault(call.function(), 0) : 0;
    }

    /** An expression and where it stands. */
    private record Asked(Kind kind, Shrinkable<Drawn> expression) {
        Question question(DrawnTable table) {
            return new Question(kind, table.text(expression.value()));
        }

        /** Whether the expression is asked about otherwise than as a column, which it could be. */
        private boolean isPlace() {
            return switch (kind) {
                case WHERE, KEY, ORDER -> true;
                case SELECT, TOTAL, GROUP, ROWS, STATEMENT, ORDERED_STATEMENT -> false;
            };
        }

        /** What can be asked about by itself. */
        List<Shrinkable<Drawn>> parts() {
            List<Shrinkable<Drawn>> parts = new ArrayList<>(DrawnCall.parts(expression));
            if (!isPlace()) {
                parts.remove(expression);
            }
            return parts;
        }

        /** Who is to blame. */
        String function() {
            if (isPlace()) {
                return kind.name();
            }
            return expression instanceof DrawnCall call ? call.function() : "VALUES";
        }
    }
}

package io.millrace.tests.generated;

import io.millrace.types.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Draws questions, puts them to both engines, and says who is to blame where they disagree. */
final class Examination {
    private static final int ROWS = 5;
    private static final List<String> ZONES =
            List.of("UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "+05:30");

    /** Places of a query that are examined like functions. */
    private static final Map<String, String> PLACES =
            Map.of("WHERE", "{boolean}", "KEY", "{hashable}", "ORDER", "{orderable}");

    private final Engines engines;
    private final Signatures signatures;
    private final Map<String, List<String>> lexicon = new HashMap<>();
    private final Map<String, Integer> ulps = new HashMap<>();
    private final Map<String, Integer> draws = new TreeMap<>();

    Examination(Engines engines, Signatures signatures) throws IOException {
        this.engines = engines;
        this.signatures = signatures;
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
        RandomGenerator random = new Random(seed ^ (name.hashCode() * 31L + (ansi ? 1 : 0)));
        DrawnTable table = new DrawnTable(random, ROWS);
        Drawing drawing = new Drawing(random, lexicon, table, 0);
        List<Template> templates = PLACES.containsKey(name)
                ? List.of(Template.parse(PLACES.get(name)))
                : signatures.of(name);
        int count = ansi ? Math.max(least, templates.size()) : least;
        Map<Question, Drawn> drawn = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Drawn.Call call = drawing.call(name, List.of(templates.get((ansi ? i : random.nextInt(templates.size())) % templates.size())));
            drawn.put(new Question(kind(name, random), call.text()), call);
        }
        draws.merge(name, count, Integer::sum);
        return ask(settings(random, ansi), table, drawn);
    }

    /** Calls of any functions, put in one another. */
    List<Finding> mixture(int count, RandomGenerator random) throws IOException {
        Map<String, String> settings = settings(random, random.nextInt(3) > 0);
        DrawnTable table = new DrawnTable(random, ROWS);
        Drawing drawing = new Drawing(random, lexicon, table, 0.5);
        List<String> names = List.copyOf(signatures.callable());
        for (int round = 0; round < 2; round++) {
            enrich(drawing, names, table, settings, random);
        }
        Map<Question, Drawn> drawn = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = names.get(random.nextInt(names.size()));
            Drawn.Call call = drawing.call(name, signatures.of(name));
            draws.merge(name, 1, Integer::sum);
            Kind kind = kind(name, random);
            if (kind == Kind.SELECT) {
                kind = List.of(Kind.SELECT, Kind.SELECT, Kind.SELECT, Kind.KEY, Kind.ORDER, Kind.WHERE)
                        .get(random.nextInt(6));
            }
            drawn.put(new Question(kind, call.text()), call);
        }
        return ask(settings, table, drawn);
    }

    /** Draws expressions and keeps those that have a type as arguments of others. */
    private void enrich(
            Drawing drawing,
            List<String> names,
            DrawnTable table,
            Map<String, String> settings,
            RandomGenerator random) {
        List<Question> questions = new ArrayList<>();
        List<Drawn> drawn = new ArrayList<>();
        while (questions.size() < 30) {
            String name = names.get(random.nextInt(names.size()));
            if (kind(name, random) == Kind.SELECT && !ulps.containsKey(name)) {
                Drawn.Call call = drawing.call(name, signatures.of(name));
                draws.merge(name, 1, Integer::sum);
                questions.add(new Question(Kind.SELECT, call.text()));
                drawn.add(call);
            }
        }
        List<Optional<DataType>> types = engines.types(new Batch(settings, table.sql(), table.size(), questions));
        for (int i = 0; i < drawn.size(); i++) {
            Drawn expression = drawn.get(i);
            types.get(i).ifPresent(type -> drawing.keep(type, expression));
        }
    }

    private Kind kind(String name, RandomGenerator random) {
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

    private static Map<String, String> settings(RandomGenerator random, boolean ansi) {
        return Map.of(
                "spark.sql.session.timeZone",
                ZONES.get(random.nextInt(ZONES.size())),
                "spark.sql.ansi.enabled",
                Boolean.toString(ansi));
    }

    private List<Finding> ask(Map<String, String> settings, DrawnTable table, Map<Question, Drawn> drawn)
            throws IOException {
        List<Question> questions = List.copyOf(drawn.keySet());
        Batch batch = new Batch(settings, table.sql(), table.size(), questions);
        List<Engines.Pair> answers = engines.compare(batch);
        Map<String, Finding> parts = parts(table, batch, drawn, answers);
        List<Finding> findings = new ArrayList<>(parts.values());
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            Drawn expression = drawn.get(question);
            // What is wrong inside shows outside in many ways.
            boolean explained = expression.parts().stream()
                    .anyMatch(part -> (part != expression || isPart(question.kind())) && parts.containsKey(part.text()));
            Set<Aspect> aspects = differences(expression, answers.get(i));
            if (!explained && !aspects.isEmpty()) {
                String function = function(expression, question.kind());
                findings.add(new Finding(function, aspects, settings, table, question, expression, answers.get(i)));
            }
        }
        return findings;
    }

    /** The innermost parts of expressions that both engines see differently by themselves, by their text. */
    private Map<String, Finding> parts(
            DrawnTable table, Batch batch, Map<Question, Drawn> drawn, List<Engines.Pair> answers) throws IOException {
        Map<String, Drawn> doubtful = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            Question question = batch.questions().get(i);
            Drawn expression = drawn.get(question);
            if (!differences(expression, answers.get(i)).isEmpty()) {
                expression.parts().stream()
                        .filter(part -> part != expression || isPart(question.kind()))
                        .forEach(part -> doubtful.put(part.text(), part));
            }
        }
        Map<String, Finding> found = new LinkedHashMap<>();
        if (doubtful.isEmpty()) {
            return found;
        }
        List<Question> questions = doubtful.keySet().stream()
                .map(text -> new Question(Kind.SELECT, text))
                .toList();
        List<Engines.Pair> partAnswers =
                engines.compare(new Batch(batch.settings(), batch.table(), batch.size(), questions));
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            Drawn part = doubtful.get(question.expression());
            Set<Aspect> aspects = differences(part, partAnswers.get(i));
            boolean explained = part.parts().stream().anyMatch(inner -> found.containsKey(inner.text()));
            if (!explained && !aspects.isEmpty()) {
                String function = function(part, Kind.SELECT);
                found.put(
                        part.text(),
                        new Finding(function, aspects, batch.settings(), table, question, part, partAnswers.get(i)));
            }
        }
        return found;
    }

    /** Whether what is asked about is itself one of the expression's parts, asked about in another way. */
    private static boolean isPart(Kind kind) {
        return switch (kind) {
            case WHERE, KEY, ORDER -> true;
            case SELECT, TOTAL, GROUP, ROWS, STATEMENT -> false;
        };
    }

    private Set<Aspect> differences(Drawn drawn, Engines.Pair answers) {
        int tolerance = drawn instanceof Drawn.Call call ? ulps.getOrDefault(call.function(), 0) : 0;
        return Aspect.differences(answers.millrace(), answers.spark(), tolerance);
    }

    private static String function(Drawn drawn, Kind kind) {
        return switch (kind) {
            case WHERE, KEY, ORDER -> kind.name();
            case SELECT, TOTAL, GROUP, ROWS, STATEMENT ->
                switch (drawn) {
                    case Drawn.Leaf ignored -> "VALUES";
                    case Drawn.Call call -> call.function();
                };
        };
    }
}

package io.millrace.tests.generated;

import io.millrace.types.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws questions, puts them to both engines, and says who is to blame where they disagree. */
final class Examination {
    private static final int ROWS = 5;
    private static final List<String> ZONES =
            List.of("UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "+05:30");

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

    /** Some calls of one function over columns and constants. */
    List<Finding> function(String name, int count, long seed, boolean ansi) throws IOException {
        RandomGenerator random = new Random(seed ^ (name.hashCode() * 31L + (ansi ? 1 : 0)));
        DrawnTable table = new DrawnTable(random, ROWS);
        Drawing drawing = new Drawing(random, lexicon, table, 0);
        List<Template> templates = signatures.of(name);
        Map<Question, Drawn> drawn = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Drawn.Call call = drawing.call(name, List.of(templates.get(i % templates.size())));
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
        List<String> names = List.copyOf(signatures.names());
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
        List<Engines.Pair> answers = engines.compare(batch, 0);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            if (!answers.get(i).differences().isEmpty()) {
                findings.addAll(blame(batch, table, questions.get(i), drawn.get(questions.get(i)), answers.get(i)));
            }
        }
        return findings;
    }

    /** The innermost parts of an expression that both engines see differently by themselves. */
    private List<Finding> blame(
            Batch batch, DrawnTable table, Question question, Drawn drawn, Engines.Pair answers) throws IOException {
        List<Drawn> parts = drawn.parts();
        if (question.kind() == Kind.SELECT || question.kind() == Kind.TOTAL || question.kind() == Kind.GROUP
                || question.kind() == Kind.ROWS) {
            parts = parts.subList(0, parts.size() - 1);
        }
        Set<Aspect> explained = EnumSet.noneOf(Aspect.class);
        List<Finding> findings = new ArrayList<>();
        if (!parts.isEmpty()) {
            List<Question> questions = parts.stream()
                    .map(part -> new Question(Kind.SELECT, part.text()))
                    .toList();
            Batch smaller = new Batch(batch.settings(), batch.table(), batch.size(), questions);
            List<Engines.Pair> partAnswers = engines.compare(smaller, 0);
            for (int i = 0; i < parts.size(); i++) {
                Set<Aspect> found = differences(parts.get(i), partAnswers.get(i));
                found.removeAll(explained);
                for (Aspect aspect : found) {
                    String function = function(parts.get(i), Kind.SELECT);
                    findings.add(new Finding(
                            function, aspect, smaller, questions.get(i), parts.get(i), partAnswers.get(i)));
                }
                explained.addAll(found);
            }
        }
        Set<Aspect> found = differences(drawn, answers);
        if (!explained.isEmpty()) {
            // What is wrong inside shows outside in many ways.
            found.clear();
        }
        for (Aspect aspect : found) {
            findings.add(new Finding(function(drawn, question.kind()), aspect, batch, question, drawn, answers));
        }
        return findings;
    }

    private Set<Aspect> differences(Drawn drawn, Engines.Pair answers) {
        int tolerance = drawn instanceof Drawn.Call call ? ulps.getOrDefault(call.function(), 0) : 0;
        return Aspect.differences(answers.millrace(), answers.spark(), tolerance);
    }

    private static String function(Drawn drawn, Kind kind) {
        return switch (kind) {
            case WHERE, KEY, ORDER -> kind.name();
            case SELECT, TOTAL, GROUP, ROWS ->
                switch (drawn) {
                    case Drawn.Leaf ignored -> "VALUES";
                    case Drawn.Call call -> call.function();
                };
        };
    }
}

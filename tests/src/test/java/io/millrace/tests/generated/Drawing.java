package io.millrace.tests.generated;

import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws expressions over one table by the templates of functions. */
final class Drawing {
    /** How often an argument has a type that nobody asked for. */
    private static final double MISTYPED = 0.04;

    private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z])(?::(\\w+))?\\b(?!\\w)");
    private static final Pattern WORD = Pattern.compile("\\b(any|scalar|orderable|hashable|numeric)\\b");

    private final RandomGenerator random;
    private final Map<String, List<String>> lexicon;
    private final DrawnTable table;
    private final Map<DataType, List<Drawn>> pool = new HashMap<>();
    private final double nested;

    /**
     * @param lexicon lists of constants by name
     * @param nested how often an argument is one of the expressions that were {@link #keep kept}
     */
    Drawing(RandomGenerator random, Map<String, List<String>> lexicon, DrawnTable table, double nested) {
        this.random = random;
        this.lexicon = lexicon;
        this.table = table;
        this.nested = nested;
    }

    /** Makes an expression an argument of others. */
    void keep(DataType type, Drawn expression) {
        pool.computeIfAbsent(type, any -> new ArrayList<>()).add(expression);
    }

    /** A call of a function. */
    Drawn.Call call(String function, List<Template> templates) {
        return call(function, templates.get(random.nextInt(templates.size())), new HashMap<>());
    }

    private Drawn.Call call(String function, Template template, Map<String, DataType> variables) {
        List<Drawn> arguments = new ArrayList<>();
        for (Hole hole : template.holes()) {
            arguments.add(fill(hole, variables));
        }
        return new Drawn.Call(function, template.pieces(), arguments);
    }

    private Drawn fill(Hole hole, Map<String, DataType> variables) {
        if (hole.lexicon() != null) {
            List<String> texts = lexicon.get(hole.lexicon());
            return new Drawn.Leaf(texts.get(random.nextInt(texts.size())), false);
        }
        if (!hole.parameters().isEmpty()) {
            return body(hole, variables);
        }
        DataType type = bind(hole.types().get(random.nextInt(hole.types().size())), variables);
        if (random.nextDouble() < MISTYPED) {
            type = Types.draw("any", random);
        }
        return value(type, hole.constant());
    }

    private Drawn value(DataType type, boolean constant) {
        if (!constant) {
            List<Drawn> kept = pool.getOrDefault(type, List.of());
            if (!kept.isEmpty() && random.nextDouble() < nested) {
                return kept.get(random.nextInt(kept.size()));
            }
            if (random.nextInt(4) > 0) {
                return new Drawn.Leaf(table.column(type), true);
            }
        }
        if (random.nextInt(8) == 0) {
            return new Drawn.Leaf(random.nextBoolean() ? "NULL" : "CAST(NULL AS " + type.sql() + ")", false);
        }
        return new Drawn.Leaf(Values.draw(type, random, Values.PLAIN_NESTING), false);
    }

    /** The type that a pattern means, with its variables and words replaced. */
    private DataType bind(String pattern, Map<String, DataType> variables) {
        Matcher variable = VARIABLE.matcher(pattern);
        StringBuilder text = new StringBuilder();
        while (variable.find()) {
            String kind = variable.group(2) == null ? "any" : variable.group(2);
            DataType type = variables.computeIfAbsent(variable.group(1), name -> Types.draw(kind, random));
            variable.appendReplacement(text, Matcher.quoteReplacement(type.sql()));
        }
        variable.appendTail(text);
        if (!text.toString().contains("<")) {
            return Types.draw(text.toString(), random);
        }
        Matcher word = WORD.matcher(text.toString());
        return DataType.fromDDL(word.replaceAll(found ->
                Matcher.quoteReplacement(Types.draw(found.group(), random).sql())));
    }

    private Drawn body(Hole hole, Map<String, DataType> variables) {
        Hole.Parameter parameter =
                hole.parameters().get(random.nextInt(hole.parameters().size()));
        DataType type = bind(parameter.type(), variables);
        String wanted = hole.types().getFirst();
        List<String> bodies = new ArrayList<>();
        String x = parameter.name();
        if (wanted.equals("boolean")) {
            bodies.addAll(List.of(x + " IS NULL", x + " <=> {X}", "coalesce(" + x + " = {X}, {boolean})", "{boolean}"));
            bodies.addAll(List.of(x + " <= {X}", x + " IN ({X}, {X})"));
        } else if (wanted.equals("any")) {
            bodies.addAll(List.of(x, "coalesce(" + x + ", {X})", "array(" + x + ")", "struct(" + x + ", {any})"));
            bodies.addAll(List.of("{any}", x + " IS NOT NULL", "if({boolean}, " + x + ", NULL)"));
            if (type instanceof NumericType) {
                bodies.add(x + " + {X}");
            }
            if (type instanceof StringType) {
                bodies.add("concat(" + x + ", {string})");
            }
            if (type instanceof ArrayType) {
                bodies.add("size(" + x + ")");
            }
        } else {
            DataType result = bind(wanted, variables);
            variables.put("R", result);
            bodies.addAll(List.of("{R}", "CAST(NULL AS " + result.sql() + ")"));
            if (type.equals(result)) {
                bodies.addAll(List.of(x, "coalesce(" + x + ", {R})", "if({boolean}, " + x + ", {R})"));
            }
        }
        variables.put("X", type);
        Template template = Template.parse(bodies.get(random.nextInt(bodies.size())));
        return call(Drawn.Call.LAMBDA, template, variables);
    }
}

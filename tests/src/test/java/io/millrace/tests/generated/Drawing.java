package io.millrace.tests.generated;

import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.DataType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;

/**
 * Draws expressions by the templates of functions. The expressions of one drawing may share columns, and have one another
 * for arguments.
 */
final class Drawing {
    /** How often an argument has a type that nobody asked for. */
    private static final double MISTYPED = 0.04;

    /** How likely a column that is there already serves again. */
    private static final double REUSED = 0.6;

    private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z])(?::(\\w+))?\\b(?!\\w)");
    private static final Pattern WORD = Pattern.compile("\\b(any|scalar|orderable|hashable|numeric)\\b");

    private final Map<String, List<String>> lexicon;
    private final Map<DataType, List<Shrinkable<Drawn>>> columns = new HashMap<>();
    private final Map<DataType, List<Shrinkable<Drawn>>> kept = new HashMap<>();
    private final double nested;

    /**
     * @param lexicon lists of constants by name
     * @param nested how often an argument is one of the expressions that were {@link #keep kept}
     */
    Drawing(Map<String, List<String>> lexicon, double nested) {
        this.lexicon = lexicon;
        this.nested = nested;
    }

    /** Makes an expression an argument of others. */
    void keep(DataType type, Shrinkable<Drawn> expression) {
        kept.computeIfAbsent(type, any -> new ArrayList<>()).add(expression);
    }

    /** Calls of a function. */
    Arbitrary<Drawn> calls(String function, List<Template> templates) {
        return Arbitraries.fromGenerator(random -> call(function, pick(templates, random), new HashMap<>(), random));
    }

    private static <T> T pick(List<T> choice, Random random) {
        return choice.get(random.nextInt(choice.size()));
    }

    private Shrinkable<Drawn> call(String function, Template template, Map<String, DataType> variables, Random random) {
        List<Shrinkable<Drawn>> arguments = new ArrayList<>();
        for (Hole hole : template.holes()) {
            arguments.add(fill(hole, variables, random));
        }
        return new DrawnCall(function, template.pieces(), arguments);
    }

    private Shrinkable<Drawn> fill(Hole hole, Map<String, DataType> variables, Random random) {
        if (hole.lexicon() != null) {
            return constant(Arbitraries.of(lexicon.get(hole.lexicon())), random);
        }
        if (!hole.parameters().isEmpty()) {
            return body(hole, variables, random);
        }
        DataType type = bind(pick(hole.types(), random), variables, random);
        if (random.nextDouble() < MISTYPED) {
            DataType other = type("any", random);
            // Spark takes any bytes for text, and reads on behind its end where the last character is cut short.
            boolean unreadable = type instanceof StringType && other instanceof BinaryType;
            type = unreadable ? type : other;
        }
        return value(type, hole.constant(), random);
    }

    private static Shrinkable<Drawn> constant(Arbitrary<String> values, Random random) {
        return Inquiry.draw(values.map(Drawn.Constant::new), random);
    }

    private Shrinkable<Drawn> value(DataType type, boolean constant, Random random) {
        if (!constant) {
            List<Shrinkable<Drawn>> known = kept.getOrDefault(type, List.of());
            if (!known.isEmpty() && random.nextDouble() < nested) {
                return pick(known, random);
            }
            if (random.nextInt(4) > 0) {
                return column(type, random);
            }
        }
        if (random.nextInt(8) == 0) {
            return constant(Arbitraries.of("NULL", Values.missing(type)), random);
        }
        return constant(Values.of(type), random);
    }

    private Shrinkable<Drawn> column(DataType type, Random random) {
        List<Shrinkable<Drawn>> known = columns.computeIfAbsent(type, any -> new ArrayList<>());
        if (!known.isEmpty() && random.nextDouble() < REUSED) {
            return pick(known, random);
        }
        known.add(Inquiry.draw(Column.of(type, Inquiry.ROWS).map(Drawn.Reference::new), random));
        return known.getLast();
    }

    private static DataType type(String word, Random random) {
        return Inquiry.draw(Types.of(word), random).value();
    }

    /** The type that a pattern means, with its variables and words replaced. */
    private static DataType bind(String pattern, Map<String, DataType> variables, Random random) {
        Matcher variable = VARIABLE.matcher(pattern);
        StringBuilder text = new StringBuilder();
        while (variable.find()) {
            String kind = variable.group(2) == null ? "any" : variable.group(2);
            DataType type = variables.computeIfAbsent(variable.group(1), name -> type(kind, random));
            variable.appendReplacement(text, Matcher.quoteReplacement(type.sql()));
        }
        variable.appendTail(text);
        if (!text.toString().contains("<")) {
            return type(text.toString(), random);
        }
        Matcher word = WORD.matcher(text.toString());
        return DataType.fromDDL(word.replaceAll(
                found -> Matcher.quoteReplacement(type(found.group(), random).sql())));
    }

    private Shrinkable<Drawn> body(Hole hole, Map<String, DataType> variables, Random random) {
        Hole.Parameter parameter = pick(hole.parameters(), random);
        DataType type = bind(parameter.type(), variables, random);
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
            DataType result = bind(wanted, variables, random);
            variables.put("R", result);
            bodies.addAll(List.of("{R}", "CAST(NULL AS " + result.sql() + ")"));
            if (type.equals(result)) {
                bodies.addAll(List.of(x, "coalesce(" + x + ", {R})", "if({boolean}, " + x + ", {R})"));
            }
        }
        variables.put("X", type);
        return call(Drawn.Call.LAMBDA, Template.parse(pick(bodies, random)), variables, random);
    }
}

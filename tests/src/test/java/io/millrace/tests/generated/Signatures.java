package io.millrace.tests.generated;

import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.GeneratorSpec;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.engine.session.BuiltinFunctions;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How each registered function may be called: by the templates that {@code signatures.txt} has for it, or, when it takes
 * nothing but arguments of types that its declaration names, by one made from the declaration. A template is SQL with holes,
 * see {@link Hole}.
 */
final class Signatures {
    static final Path DIRECTORY =
            Path.of("src", "test", "resources", "generated").toAbsolutePath();

    private final FunctionRegistry registry = BuiltinFunctions.registry();
    private final Map<String, List<Template>> written = new LinkedHashMap<>();
    private final Map<String, String> excluded;

    Signatures() throws IOException {
        for (String line : lines("signatures.txt")) {
            int blank = line.indexOf(' ');
            written.computeIfAbsent(line.substring(0, blank), name -> new ArrayList<>())
                    .add(Template.parse(line.substring(blank + 1).strip()));
        }
        excluded = pairs("excluded.txt");
    }

    /** The lines of a resource that say something. */
    static List<String> lines(String name) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(name)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("# "))
                .toList();
    }

    /** The lines {@code key: value} of a resource. */
    static Map<String, String> pairs(String name) throws IOException {
        Map<String, String> pairs = new TreeMap<>();
        for (String line : lines(name)) {
            int colon = line.indexOf(": ");
            pairs.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return pairs;
    }

    /** Functions that are not compared, with the reason. */
    Map<String, String> excluded() {
        return excluded;
    }

    /** All that are compared, by name. */
    Set<String> names() {
        Set<String> names = registry.names();
        names.removeAll(excluded.keySet());
        return names;
    }

    /** Those of {@link #names} that {@link #of} can say how to call. */
    Set<String> callable() {
        Set<String> names = names();
        names.removeIf(name -> of(name).isEmpty());
        return names;
    }

    /** Lines of the resource that belong to no function. */
    Set<String> superfluous() {
        Set<String> names = new TreeSet<>(written.keySet());
        names.removeAll(registry.names());
        return names;
    }

    FunctionSpec<?> declaration(String name) {
        return registry.lookup(name).orElseThrow(() -> new IllegalArgumentException(name));
    }

    boolean isAggregate(String name) {
        return declaration(name) instanceof AggregateSpec;
    }

    boolean isGenerator(String name) {
        return declaration(name) instanceof GeneratorSpec;
    }

    /** The ways to call a function; none if they would have to be written down and are not. */
    List<Template> of(String name) {
        List<Template> templates = written.get(name);
        if (templates == null && !name.equals(declaration(name).name())) {
            // An alias is called like the function itself.
            templates = renamed(name);
        }
        return templates == null ? derived(name) : templates;
    }

    private List<Template> renamed(String alias) {
        String name = declaration(alias).name();
        List<Template> templates = written.get(name);
        if (templates == null) {
            return null;
        }
        List<Template> renamed = new ArrayList<>();
        for (Template template : templates) {
            template.renamed(name, alias).ifPresent(renamed::add);
        }
        return renamed.isEmpty() ? null : renamed;
    }

    private List<Template> derived(String name) {
        FunctionSpec<?> declaration = declaration(name);
        List<TypeFamily> families = new ArrayList<>(declaration.required());
        List<TypeFamily> all = new ArrayList<>(families);
        all.addAll(declaration.optional());
        declaration.repeated().ifPresent(all::add);
        List<String> holes = new ArrayList<>();
        for (TypeFamily family : all) {
            Optional<String> word = word(family);
            if (word.isEmpty()) {
                return List.of();
            }
            holes.add("{" + word.get() + "}");
        }
        if (all.size() > 1 && all.stream().anyMatch(Signatures::isVague)) {
            return List.of();
        }
        List<Template> templates = new ArrayList<>();
        for (int count = families.size(); count <= all.size(); count++) {
            templates.add(Template.parse(name + "(" + String.join(", ", holes.subList(0, count)) + ")"));
        }
        if (declaration.repeated().isPresent()) {
            String last = holes.getLast();
            templates.add(Template.parse(name + "(" + String.join(", ", holes) + ", " + last + ")"));
        }
        return templates;
    }

    /** Whether an argument is so free that others may have to match it. */
    private static boolean isVague(TypeFamily family) {
        return switch (family.kind()) {
            case ANY -> true;
            case OTHER -> family == TypeFamily.ARRAY || family == TypeFamily.MAP || family == TypeFamily.STRUCT;
            case CHOICE, WRITTEN, EXACTLY_WRITTEN -> family.choices().stream().anyMatch(Signatures::isVague);
            case EXACT, NUMERIC, INTEGRAL, FRACTIONAL, DECIMAL, TIMESTAMPS, ARRAY -> false;
        };
    }

    /** The word of a hole for a family. */
    private static Optional<String> word(TypeFamily family) {
        return switch (family.kind()) {
            case ANY -> Optional.of("any");
            case EXACT ->
                Optional.of(
                        family == TypeFamily.CALENDAR_INTERVAL
                                ? "calendar"
                                : family.preferred().sql());
            case NUMERIC -> Optional.of("numeric");
            case INTEGRAL -> Optional.of("integral");
            case FRACTIONAL -> Optional.of("fractional");
            case DECIMAL -> Optional.of("decimal");
            case TIMESTAMPS -> Optional.of("anytimestamp");
            case ARRAY ->
                Optional.of("ARRAY<"
                        + ((ArrayType) family.preferred()).elementType().sql() + ">");
            case OTHER -> other(family);
            case WRITTEN, EXACTLY_WRITTEN ->
                family.choices().isEmpty()
                        ? Optional.ofNullable(family.preferred()).map(DataType::sql)
                        : choice(family);
            case CHOICE -> choice(family);
        };
    }

    private static Optional<String> choice(TypeFamily family) {
        List<String> words = family.choices().stream()
                .flatMap(choice -> word(choice).stream())
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("|", words));
    }

    private static Optional<String> other(TypeFamily family) {
        Map<TypeFamily, String> words = Map.of(
                TypeFamily.ARRAY, "array",
                TypeFamily.MAP, "map",
                TypeFamily.STRUCT, "struct",
                TypeFamily.TIME, "clock",
                TypeFamily.DAY_TIME_INTERVAL, "daytime",
                TypeFamily.YEAR_MONTH_INTERVAL, "yearmonth");
        return Optional.ofNullable(words.get(family));
    }
}

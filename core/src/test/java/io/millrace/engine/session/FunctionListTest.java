package io.millrace.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The list of Spark 4.2's built-in functions beside our registry, and the page of the documentation that is made of both.
 * A line of the list is a name and {@code yes}, {@code syntax} (the parser knows it) or {@code no REASON}. With
 * {@code -Dmillrace.functions} the page is written anew, and functions that are there by now are marked.
 */
class FunctionListTest {
    private static final Path LIST = Path.of("src", "test", "resources", "spark-functions.txt");
    private static final Path PAGE = Path.of("..", "docs", "functions.md");

    private static final FunctionRegistry REGISTRY = BuiltinFunctions.registry();

    private static Map<String, String> list;

    @BeforeAll
    static void read() throws IOException {
        list = new TreeMap<>();
        for (String line : Files.readAllLines(LIST)) {
            int end = line.indexOf(' ');
            list.put(line.substring(0, end), line.substring(end + 1));
        }
        if (System.getProperty("millrace.functions") != null) {
            list.replaceAll((name, mark) -> isThere(name) ? "yes" : mark);
            List<String> lines = new ArrayList<>();
            list.forEach((name, mark) -> lines.add(name + " " + mark));
            Files.write(LIST, lines);
            Files.writeString(PAGE, page());
        }
    }

    private static boolean isThere(String name) {
        return REGISTRY.lookup(name).isPresent();
    }

    @Test
    void whatIsMarkedIsThereAndWhatIsThereIsMarked() {
        List<String> wrong = new ArrayList<>();
        list.forEach((name, mark) -> {
            if (mark.equals("yes") != isThere(name)) {
                wrong.add(name + " " + mark);
            }
        });
        assertThat(wrong).as("the list differs from the registry").isEmpty();
    }

    @Test
    void whatIsNotThereHasAReason() {
        assertThat(list.values()).allMatch(mark -> mark.matches("yes|syntax|no \\S.*"));
    }

    @Test
    void everyFunctionIsDocumented() {
        for (String name : REGISTRY.names()) {
            FunctionSpec<?> spec = REGISTRY.lookup(name).orElseThrow();
            assertThat(spec.description()).as(name).isNotBlank();
            assertThat(spec.example()).as(name).isNotBlank();
        }
    }

    @Test
    void anAliasMeansItsFunction() {
        for (String name : REGISTRY.names()) {
            for (String alias : REGISTRY.lookup(name).orElseThrow().aliases()) {
                assertThat(REGISTRY.lookup(alias).orElseThrow().name())
                        .isEqualTo(REGISTRY.lookup(name).orElseThrow().name());
            }
        }
    }

    @Test
    void thePageIsMadeOfTheListAndTheRegistry() throws IOException {
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    private static String page() {
        Map<String, FunctionSpec<?>> specs = new TreeMap<>();
        list.forEach((name, mark) -> {
            if (mark.equals("yes")) {
                FunctionSpec<?> spec = REGISTRY.lookup(name).orElseThrow();
                specs.put(spec.name(), spec);
            }
        });
        long there =
                list.values().stream().filter(mark -> !mark.startsWith("no ")).count();
        StringBuilder page = new StringBuilder("# Functions\n\n")
                .append("Apache Spark 4.2 has ")
                .append(list.size())
                .append(" built-in functions; ")
                .append(there)
                .append(" of them are there, operators included. This page is generated: see `FunctionListTest`.\n\n")
                .append("| function | gives | example |\n|---|---|---|\n");
        specs.values()
                .forEach(spec -> page.append("| ")
                        .append(code(signature(spec)))
                        .append(" | ")
                        .append(cell(spec.description()))
                        .append(" | ")
                        .append(code(spec.example()))
                        .append(" |\n"));
        page.append("\n## Not there\n\n| functions | why |\n|---|---|\n");
        Map<String, Set<String>> missing = new TreeMap<>();
        list.forEach((name, mark) -> {
            if (mark.startsWith("no ")) {
                missing.computeIfAbsent(mark.substring(3), reason -> new TreeSet<>())
                        .add(name);
            }
        });
        missing.forEach((reason, names) -> page.append("| ")
                .append(names.stream().map(FunctionListTest::code).collect(Collectors.joining(", ")))
                .append(" | ")
                .append(cell(reason))
                .append(" |\n"));
        return page.toString();
    }

    private static String signature(FunctionSpec<?> spec) {
        Set<String> others = new TreeSet<>(spec.aliases());
        others.remove(spec.name());
        return others.isEmpty() ? spec.signature() : spec.signature() + ", " + String.join(", ", others);
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}

package io.millrace.spark.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compares the public face of Millrace with Spark's, by reflection. What is missing stands in {@code docs/api-parity.md},
 * which must be exact: a method that is new, and one that is gone, both make it stale. {@code -Dmillrace.parity=write}
 * writes the page.
 */
class ApiParityTest {
    private static final Path PAGE = Path.of("..", "docs", "api-parity.md");

    private static final String INTRODUCTION = """
            # API parity with Spark 4.2

            Which public methods of Spark's Java API are there, after the four replacements of the README. A method is there if its
            name, its parameters (as the JVM sees them) and the checked exceptions that it declares are the same. Left out are methods
            that only Scala can call well: those with Scala's own types or with Spark's internal ones, and what the Scala compiler adds.

            This page is written by a test, `mvn -pl spark -am test -Dtest=ApiParityTest -Dmillrace.parity=write`, and a stale page
            fails the build.
            """;

    /** What Spark has of one class, and what of it is missing. */
    private record Gap(int methods, Set<String> missing, boolean whole) {}

    /** The name that a class of Spark, or a text with such names, has here. */
    private static String ported(String text) {
        return text.replace("org.apache.spark.sql.", "io.millrace.")
                .replace("org.apache.spark.api.java.function.", "io.millrace.function.")
                .replace("SparkSession", "Session")
                .replaceAll("\\bfunctions$", "Functions");
    }

    private static Gap gap(Class<?> theirs) {
        Set<String> expected = new TreeSet<>();
        JavaSurface.ofSpark(theirs, Set.copyOf(SparkSurface.classes())).forEach(member -> expected.add(ported(member)));
        Optional<Class<?>> ours = find(ported(theirs.getName()));
        Set<String> missing = new TreeSet<>(expected);
        ours.ifPresent(type -> missing.removeAll(JavaSurface.of(type)));
        return new Gap(expected.size(), missing, ours.isEmpty());
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name, false, ApiParityTest.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String page() {
        SortedMap<String, Gap> gaps = new TreeMap<>();
        SparkSurface.classes().forEach(type -> gaps.put(ported(type.getName()), gap(type)));
        int methods = gaps.values().stream().mapToInt(Gap::methods).sum();
        int missing =
                gaps.values().stream().mapToInt(gap -> gap.missing().size()).sum();
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n**")
                .append(methods - missing)
                .append(" of ")
                .append(methods)
                .append(" methods are there, ");
        page.append(missing).append(" are missing.**\n\n| class | there | of |\n|---|---|---|\n");
        gaps.forEach((name, gap) -> page.append("| ")
                .append(name)
                .append(gap.whole() ? " (no such class)" : "")
                .append(" | ")
                .append(gap.methods() - gap.missing().size())
                .append(" | ")
                .append(gap.methods())
                .append(" |\n"));
        page.append("\n## Missing\n");
        gaps.forEach((name, gap) -> {
            if (!gap.missing().isEmpty()) {
                page.append("\n### ").append(name).append("\n\n");
                gap.missing()
                        .forEach(member -> page.append("- `").append(member).append("`\n"));
            }
        });
        return page.toString();
    }

    @Test
    void thePageSaysWhatIsMissing() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("millrace.parity"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .content()
                .as("docs/api-parity.md; -Dmillrace.parity=write writes it")
                .isEqualTo(page);
    }

    @Test
    void theRulesSeeWhatTheyShould() {
        assertThat(JavaSurface.ofSpark(SparkSurface.find("org.apache.spark.sql.Dataset"), Set.of()))
                .contains(
                        "filter(org.apache.spark.sql.Column)",
                        "createTempView(java.lang.String) throws org.apache.spark.sql.AnalysisException")
                .noneMatch(member -> member.contains("scala.Function1"));
        assertThat(JavaSurface.ofSpark(SparkSurface.find("org.apache.spark.sql.functions"), Set.of()))
                .contains("static col(java.lang.String)")
                .hasSizeGreaterThan(600);
    }
}

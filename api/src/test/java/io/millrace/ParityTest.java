package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the public methods with lists of Spark's, as a Java program sees them. */
class ParityTest {
    private static Set<String> missing(Class<?> surface, String list) throws IOException {
        Set<String> ours = Arrays.stream(surface.getMethods())
                .map(ParityTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        try (InputStream in = ParityTest.class.getResourceAsStream("/parity/" + list)) {
            Set<String> theirs =
                    new TreeSet<>(List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")));
            theirs.removeAll(ours);
            return theirs;
        }
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(type -> type.isArray() ? type.getComponentType().getName() + "[]" : type.getName())
                        .collect(Collectors.joining(",", "(", ")"));
    }

    @Test
    void columnHasAllMethods() throws IOException {
        assertThat(missing(Column.class, "Column.txt")).containsExactly("outer()");
    }

    @Test
    void functionsHasAllMethods() throws IOException {
        assertThat(missing(Functions.class, "Functions.txt"))
                .allMatch(
                        name -> name.startsWith("udf(") || name.startsWith("udaf(") || name.startsWith("unwrap_udt("));
    }

    @Test
    void datasetLacksOnlyWhatIsKnown() throws IOException {
        assertThat(missing(Dataset.class, "Dataset.txt"))
                .allMatch(name -> name.matches("(checkpoint|inputFiles|mergeInto|metadataColumn|nearestByJoin|observe|"
                        + "repartitionById|sameSemantics|semanticHash|to|transpose|writeTo|zipWithIndex)\\(.*"));
    }
}

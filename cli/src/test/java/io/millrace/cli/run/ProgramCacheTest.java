package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {
    @TempDir
    Path directory;

    private ProgramCache cache;

    @BeforeEach
    void makeCache() {
        cache = new ProgramCache(directory.resolve("cache"));
    }

    private Path program(String name, String source) throws Exception {
        return Files.writeString(directory.resolve(name), source);
    }

    private static String setting(String value) {
        return "class Sets { public static void main(String[] a) { System.setProperty(a[0], \"" + value + "\"); } }";
    }

    @Test
    void compilesOnceAndAgainWhenTheContentChanges() throws Exception {
        Path file = program("Sets.java", setting("one"));
        cache.compiled(file).run("millrace.test.sets");
        assertThat(System.getProperty("millrace.test.sets")).isEqualTo("one");
        cache.compiled(file);
        new ProgramCache(directory.resolve("cache")).compiled(file);
        assertThat(cache.compilations()).isEqualTo(1);

        program("Sets.java", setting("two"));
        cache.compiled(file).run("millrace.test.sets");
        assertThat(System.getProperty("millrace.test.sets")).isEqualTo("two");
        assertThat(cache.compilations()).isEqualTo(2);

        program("Sets.java", setting("one"));
        cache.compiled(file);
        assertThat(cache.compilations()).isEqualTo(2);
    }

    @Test
    void anotherObjectFindsWhatOneCompiled() throws Exception {
        Path file = program("Sets.java", setting("one"));
        cache.compiled(file);
        ProgramCache other = new ProgramCache(directory.resolve("cache"));
        other.compiled(file);
        assertThat(other.compilations()).isZero();
    }

    @Test
    void aProgramThatDoesNotCompileSaysWhereAndLeavesNothing() throws Exception {
        Path file = program("Broken.java", "class Broken {\n    int x = \"text\";\n}\n");
        assertThatThrownBy(() -> cache.compiled(file))
                .isInstanceOf(CompilationFailure.class)
                .hasMessageContaining("Broken.java:2: error: incompatible types")
                .hasMessageContaining("int x = \"text\";");
        assertThat(directory.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void theMainClassIsTheOneNamedLikeTheFileOrTheOnlyOne() throws Exception {
        String two =
                "class A { public static void main(String[] a) {} } class B { public static void main(String[] a) {} }";
        assertThat(cache.compiled(program("B.java", two)).mainClass()).isEqualTo("B");
        assertThatThrownBy(() -> cache.compiled(program("C.java", two)))
                .isInstanceOf(CompilationFailure.class)
                .hasMessageContaining("several classes have a main method");
        assertThat(cache.compiled(
                                program("D.java", "package p.q; class X { static class N { } static void main() {} }"))
                        .mainClass())
                .isEqualTo("p.q.X");
        assertThatThrownBy(() -> cache.compiled(program("E.java", "class E { }")))
                .isInstanceOf(CompilationFailure.class)
                .hasMessageContaining("no class has a main method");
    }

    @Test
    void runsInstanceMainMethodsToo() throws Exception {
        Path file = program("I.java", "class I { void main() { System.setProperty(\"millrace.test.i\", \"ran\"); } }");
        cache.compiled(file).run();
        assertThat(System.getProperty("millrace.test.i")).isEqualTo("ran");
    }

    @Test
    void theProgramsClassLoaderIsTheContextClassLoader() throws Exception {
        Path file = program(
                "L.java",
                "class L { public static void main(String[] a) { if (Thread.currentThread().getContextClassLoader() "
                        + "!= L.class.getClassLoader()) throw new AssertionError(); } }");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            cache.compiled(file).run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}

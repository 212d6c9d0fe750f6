package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final CapturedConsole console = new CapturedConsole();

    @Test
    void withoutACommandItListsThemAndFails() {
        assertThat(console.run()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("Usage: millrace <command>", "  version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "-h", "--help"})
    void helpGoesToStandardOutput(String written) {
        assertThat(console.run(written)).isZero();
        assertThat(console.out()).contains("  run ", "  kafka ", "Exit codes");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (String name : Commands.SUMMARIES.keySet()) {
            CapturedConsole one = new CapturedConsole();
            assertThat(one.run(name, "--help")).as(name).isZero();
            assertThat(one.out()).contains("Usage: millrace " + name, "Example:", "  millrace " + name, "--verbose");
            CapturedConsole other = new CapturedConsole();
            assertThat(other.run("help", name)).isZero();
            assertThat(other.out()).isEqualTo(one.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "-V", "--version"})
    void versionIsOneLine(String written) {
        assertThat(console.run(written)).isZero();
        assertThat(console.out()).matches("millrace \\S+ \\(Java .*\\)\\R");
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        assertThat(console.run("verison")).isEqualTo(2);
        assertThat(console.err()).contains("no command 'verison'", "did you mean 'version'?");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void aStrangerIsNotGuessed() {
        assertThat(console.run("frobnicate")).isEqualTo(2);
        assertThat(console.err()).doesNotContain("did you mean");
    }

    @Test
    void wrongOptionsAreUsageErrors() {
        assertThat(console.run("version", "--nope")).isEqualTo(2);
        assertThat(console.err()).contains("--nope", "'millrace version --help'");
        assertThat(new CapturedConsole().run("kafka", "--port", "many")).isEqualTo(2);
        assertThat(new CapturedConsole().run("kafka", "--topics", "a:0")).isEqualTo(2);
        assertThat(new CapturedConsole().run("help", "nothing")).isEqualTo(2);
    }

    @Test
    void sqlNeedsOneScript(@TempDir Path directory) {
        assertThat(console.run("sql")).isEqualTo(2);
        assertThat(console.err()).contains("-e or by -f", "'millrace sql --help'");
        String file = directory.resolve("missing.sql").toString();
        assertThat(new CapturedConsole().run("sql", "-f", file)).isEqualTo(2);
        assertThat(new CapturedConsole().run("sql", "-e", "SELECT 1", "-f", file))
                .isEqualTo(2);
        assertThat(new CapturedConsole().run("sql", "-e", "SELECT 1", "--rows", "-1"))
                .isEqualTo(2);
        assertThat(new CapturedConsole().run("sql", "-e", "SELECT 1", "--conf", "nonsense"))
                .isEqualTo(2);
    }

    @Test
    void demoChecksItsOptionsBeforeItStartsAnything() {
        assertThat(console.run("demo", "--for", "soon")).isEqualTo(2);
        assertThat(console.err()).contains("30s");
        assertThat(new CapturedConsole().run("demo", "--rate", "0")).isEqualTo(2);
    }

    @Test
    void runNeedsAJavaFile() {
        assertThat(console.run("run")).isEqualTo(2);
        assertThat(console.err()).contains("File.java");
        assertThat(new CapturedConsole().run("run", "missing.java")).isEqualTo(2);
    }

    @Test
    void aFailingProgramIsReportedWithItsLineAndWithoutAStackTrace(@TempDir Path directory) throws Exception {
        Path program = directory.resolve("Fails.java");
        Files.writeString(program, """
                class Fails {
                    public static void main(String[] arguments) {
                        throw new IllegalStateException("no " + arguments[0]);
                    }
                }
                """);
        assertThat(console.run("run", program.toString(), "luck")).isEqualTo(1);
        assertThat(console.err())
                .isEqualToNormalizingNewlines("error: IllegalStateException: no luck\n  at " + program + ":3\n");
        CapturedConsole verbose = new CapturedConsole();
        assertThat(verbose.run("run", "--verbose", program.toString(), "luck")).isEqualTo(1);
        assertThat(verbose.err()).contains("at Fails.main(Fails.java:3)");
    }

    @Test
    void optionsAfterTheFileBelongToTheProgram(@TempDir Path directory) throws Exception {
        Path seen = directory.resolve("seen");
        Path program = directory.resolve("Keeps.java");
        Files.writeString(program, """
                import java.nio.file.*;
                class Keeps {
                    public static void main(String[] arguments) throws Exception {
                        Files.writeString(Path.of(arguments[0]), String.join("|", arguments));
                    }
                }
                """);
        assertThat(console.run("run", program.toString(), seen.toString(), "--help", "-x", ""))
                .as(console.err())
                .isZero();
        assertThat(seen).hasContent(seen + "|--help|-x|");
    }
}

package io.millrace.tests.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.tests.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the command ends: 0 when all went well, 1 when something failed, 2 when it was used wrongly. */
class ExitCodeTest {
    private static final String MAIN = "io.millrace.cli.Main";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    /** @param printed what must be in the output */
    record Case(int code, List<String> printed, List<String> arguments) {}

    private static Case sql(int code, String statement, String... printed) {
        return new Case(code, List.of(printed), List.of("sql", "-e", statement));
    }

    static Stream<Case> cases() {
        return Stream.of(
                sql(0, "select 40 + 2 as answer", "answer", "42"),
                sql(
                        1,
                        "select nme from values ('ada') as t(name)",
                        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                        "42703",
                        "`name`",
                        "       ^^^"),
                sql(1, "selec 1", "PARSE_SYNTAX_ERROR", "42601", "'selec'", "^^^^^"),
                sql(1, "select 1 / 0", "DIVIDE_BY_ZERO", "22012"),
                new Case(2, List.of("no command 'frobnicate'"), List.of("frobnicate")),
                new Case(2, List.of("-e or by -f"), List.of("sql")),
                new Case(2, List.of("there is no Java file"), List.of("run", "Missing.java")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWith(Case row) throws Exception {
        assertThat(run(row)).as("no stack trace").doesNotContain("\tat ");
    }

    private String run(Case row) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(directory, MAIN, row.arguments())) {
            assertThat(child.exitCode(PATIENCE)).as(child.output()).isEqualTo(row.code());
            assertThat(child.output()).contains(row.printed());
            return child.output();
        }
    }

    @Test
    void aProgramWhoseQueryFails() throws Exception {
        Path program = Files.writeString(directory.resolve("Fails.java"), """
                import io.millrace.*;
                class Fails {
                    public static void main(String[] arguments) throws Exception {
                        Session session = Session.builder().getOrCreate();
                        session.readStream().format("rate").load().selectExpr("1 / (value - value)")
                            .writeStream().format("noop").start().awaitTermination();
                    }
                }
                """);
        run(new Case(1, List.of("STREAM_FAILED", "DIVIDE_BY_ZERO", "22012"), List.of("run", program.toString())));
    }
}

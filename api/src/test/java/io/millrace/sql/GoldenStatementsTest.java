package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every statement of the golden folder (system property {@code millrace.golden}) must parse, be refused as unsupported
 * syntax, or fail with a condition where the file records an error of parsing.
 */
class GoldenStatementsTest {
    private static final String FOLDER = "millrace.golden";

    /** One statement and the error that the file records for it, or an empty one. */
    private record Statement(String file, String sql, String exception, Map<?, ?> error) {
        String condition() {
            return String.valueOf(error.get("errorClass"));
        }

        boolean recordsParseError() {
            return exception.endsWith("ParseException");
        }
    }

    private final Map<String, Integer> figures = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    @Test
    void everyStatementParsesOrIsRefusedWithAReason() throws IOException {
        String folder = System.getProperty(FOLDER, "");
        assumeTrue(!folder.isEmpty(), "The system property " + FOLDER + " names no folder of golden files");
        for (Statement statement : statements(Path.of(folder))) {
            check(statement);
        }
        System.out.println("Golden statements: " + figures);
        assertThat(failures)
                .as("statements that fail without a recorded reason")
                .isEmpty();
    }

    private void check(Statement statement) {
        String outcome;
        try {
            boolean names = statement.file().equals("double-quoted-identifiers-enabled.sql.out");
            SqlParser.parseStatement(statement.sql(), new SqlOptions(names));
            outcome = statement.recordsParseError() ? "parse; analysis must refuse them" : "parse";
            if (statement.condition().equals("PARSE_SYNTAX_ERROR") && offendingTokenIsInText(statement)) {
                failures.add(statement.file() + " is accepted: " + statement.sql());
            }
        } catch (MillraceException refusal) {
            outcome = outcome(statement, refusal);
        }
        figures.merge(outcome, 1, Integer::sum);
    }

    /** Some errors are about text inside a string, such as a schema; these are for analysis to find. */
    private static boolean offendingTokenIsInText(Statement statement) {
        String offending = String.valueOf(((Map<?, ?>) statement.error().get("messageParameters")).get("error"));
        TokenStream tokens = new TokenStream(statement.sql(), SqlOptions.DEFAULT);
        while (!tokens.atEnd()) {
            if (offending.equals("'" + tokens.next().text() + "'")) {
                return true;
            }
        }
        return offending.equals("end of input");
    }

    private String outcome(Statement statement, MillraceException refusal) {
        if (refusal.getCondition().equals("UNSUPPORTED_FEATURE.SQL_SYNTAX")) {
            return "unsupported syntax";
        }
        if (statement.error().isEmpty()) {
            failures.add(statement.file() + " is refused: " + statement.sql() + "\n    " + refusal.getMessage());
            return "refused wrongly";
        }
        if (!refusal.getCondition().equals(statement.condition())) {
            return "refused with another condition than recorded";
        }
        boolean same = refusal.getMessageParameters().equals(statement.error().get("messageParameters"));
        return same ? "refused as recorded" : "refused as recorded, with other parameters";
    }

    private static List<Statement> statements(Path folder) throws IOException {
        List<Statement> statements = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".sql.out"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                for (String block : text.split("(?m)^-- !query\n")) {
                    if (!block.isBlank() && !block.startsWith("-- Automatically generated")) {
                        statements.add(statement(folder.relativize(file).toString(), block));
                    }
                }
            }
        }
        return statements;
    }

    private static Statement statement(String file, String block) {
        String sql = block.substring(0, block.indexOf("\n-- !query schema"));
        String output = block.substring(block.indexOf("\n-- !query output") + "\n-- !query output".length())
                .strip();
        boolean error = output.matches("(?s)[a-z.]+\\.[A-Za-z]+Exception\n\\{.*");
        Map<?, ?> detail = error ? (Map<?, ?>) Json.parse(output.substring(output.indexOf('{'))) : Map.of();
        return new Statement(file, sql, error ? output.substring(0, output.indexOf('\n')) : "", detail);
    }
}

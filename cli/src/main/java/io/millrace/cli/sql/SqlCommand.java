package io.millrace.cli.sql;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.cli.command.Command;
import io.millrace.cli.command.Console;
import io.millrace.cli.command.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code millrace sql}: statements one after the other, in one session, until one fails. */
public final class SqlCommand implements Command {
    private static final int DEFAULT_ROWS = 1000;

    @Override
    public CommandSpec specification() {
        return Command.named(
                        "sql",
                        "Runs SQL statements, with semicolons between them, and prints the rows that they give.",
                        "  millrace sql -e \"SELECT window.start, count(*) FROM VALUES (TIMESTAMP '2026-01-01 00:00:07')"
                                + " AS t(at) GROUP BY window(at, '10 seconds')\"")
                .addOption(OptionSpec.builder("-e", "--execute")
                        .paramLabel("SQL")
                        .type(String.class)
                        .description("The statements.")
                        .build())
                .addOption(OptionSpec.builder("-f", "--file")
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("A file with the statements; - for standard input.")
                        .build())
                .addOption(OptionSpec.builder("--rows")
                        .paramLabel("COUNT")
                        .type(int.class)
                        .description("How many rows of a result to print at most. Default: " + DEFAULT_ROWS + ".")
                        .build())
                .addOption(OptionSpec.builder("--conf")
                        .paramLabel("NAME=VALUE")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("A setting of the session, as in spark.sql.session.timeZone=UTC; may be repeated.")
                        .build());
    }

    @Override
    public int run(ParseResult arguments, Console console) throws IOException {
        List<String> statements = StatementSplitter.split(script(arguments));
        int rows = arguments.matchedOptionValue("--rows", DEFAULT_ROWS);
        if (rows < 0) {
            throw new UsageException("--rows accepts a number of at least 0");
        }
        try (Session session = session(arguments.matchedOptionValue("--conf", List.of()))) {
            for (String statement : statements) {
                Dataset<Row> result = session.sql(statement);
                if (result.columns().length > 0) {
                    result.show(rows, false);
                }
            }
        }
        return SUCCESS;
    }

    private static String script(ParseResult arguments) throws IOException {
        String text = arguments.matchedOptionValue("-e", null);
        Path file = arguments.matchedOptionValue("-f", null);
        if ((text == null) == (file == null)) {
            throw new UsageException("give the statements by -e or by -f");
        }
        if (text != null) {
            return text;
        }
        if (file.toString().equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        return Files.readString(file);
    }

    private static Session session(List<String> settings) {
        Session.Builder builder = Session.builder().appName("millrace sql").master("local[*]");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--conf accepts name=value, not '" + setting + "'");
            }
            builder.config(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return builder.getOrCreate();
    }
}

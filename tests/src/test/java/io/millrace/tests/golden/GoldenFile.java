package io.millrace.tests.golden;

import io.millrace.spi.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of statements, in the order in which they run, with what Spark answers.
 *
 * @param name the path below the folder of golden files
 */
record GoldenFile(String name, List<Statement> statements) {
    private static final String ENDING = ".sql.out";
    private static final String QUERY = "(?m)^-- !query\n";
    private static final String SCHEMA = "\n-- !query schema\n";
    private static final String OUTPUT = "\n-- !query output";
    private static final Pattern EXCEPTION = Pattern.compile("(?s)([a-z0-9]+\\.)+[A-Za-z]+Exception\n.+");

    /**
     * One statement and its recorded answer.
     *
     * @param schema the columns as a struct type; without columns if the statement fails
     * @param output the rows as text, without the line ends after the last; or the error
     */
    record Statement(String sql, String schema, String output) {
        /** The recorded error; empty if the statement gives rows. */
        Optional<RecordedError> error() {
            return schema.equals("struct<>") && EXCEPTION.matcher(output).matches()
                    ? Optional.of(RecordedError.of(output))
                    : Optional.empty();
        }
    }

    /**
     * An error that is the right answer.
     *
     * @param exception the class that Spark raises
     * @param condition the name of the condition, or the message of an error that has none
     * @param sqlState null where there is none
     * @param positions first and last character of each piece of SQL at fault, counted from 1
     */
    record RecordedError(
            String exception,
            String condition,
            String sqlState,
            Map<String, String> parameters,
            List<List<Integer>> positions) {

        private static RecordedError of(String output) {
            int end = output.indexOf('\n');
            String exception = output.substring(0, end);
            String detail = output.substring(end + 1).strip();
            if (!detail.startsWith("{")) {
                return new RecordedError(exception, detail, null, Map.of(), List.of());
            }
            Map<?, ?> fields = (Map<?, ?>) Json.parse(detail);
            Map<String, String> parameters = new LinkedHashMap<>();
            if (fields.get("messageParameters") instanceof Map<?, ?> recorded) {
                recorded.forEach((name, value) -> parameters.put((String) name, String.valueOf(value)));
            }
            List<List<Integer>> positions = new ArrayList<>();
            if (fields.get("queryContext") instanceof List<?> contexts) {
                for (Object context : contexts) {
                    positions.add(position((Map<?, ?>) context));
                }
            }
            return new RecordedError(
                    exception,
                    (String) fields.get("errorClass"),
                    (String) fields.get("sqlState"),
                    parameters,
                    positions);
        }

        private static List<Integer> position(Map<?, ?> context) {
            return context.get("startIndex") instanceof Number start && context.get("stopIndex") instanceof Number stop
                    ? List.of(start.intValue(), stop.intValue())
                    : List.of();
        }
    }

    /** All files below a folder, by name. */
    static List<GoldenFile> all(Path folder) throws IOException {
        List<GoldenFile> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                all.add(new GoldenFile(name, statements(Files.readString(file))));
            }
        }
        return all;
    }

    private static List<Statement> statements(String text) {
        List<Statement> statements = new ArrayList<>();
        // What stands before the first mark says who wrote the file.
        String[] blocks = text.split(QUERY, -1);
        for (int i = 1; i < blocks.length; i++) {
            String block = blocks[i];
            int schema = block.indexOf(SCHEMA);
            int output = block.indexOf(OUTPUT, schema);
            statements.add(new Statement(
                    block.substring(0, schema),
                    block.substring(schema + SCHEMA.length(), output),
                    block.substring(Math.min(output + OUTPUT.length() + 1, block.length()))
                            .stripTrailing()));
        }
        return statements;
    }
}

package io.millrace.tests.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One question and its answer, a paragraph of a case file:
 *
 * <pre>
 * # feature | type | what is asked
 * set KEY=VALUE                a setting of the session
 * input NAME: SCHEMA           a table or stream, read from files of JSON lines
 * format NAME                  ... of another format
 * option KEY=VALUE             ... with an option
 * watermark COLUMN DELAY       ... with a watermark
 * batch RECORD                 ... one file of it; further records follow on lines that begin with a blank
 * mode MODE                    output mode; makes the case one of streams
 * together                     all files are there before the query starts; needed with several inputs
 * apply METHOD COLUMN,...      a method of Dataset on the result of the last statement
 * ordered                      the order of the rows is part of the answer
 * unlike REASON                Millrace answers otherwise, on purpose or not yet; a test fails once it agrees
 * SQL text                     statements, each ends with a semicolon at the end of a line; the last is the question
 * &gt; answer
 * </pre>
 *
 * <p>Part of the program that is ported to Spark.
 *
 * @param title the first line, without its mark
 * @param settings settings of the session
 * @param inputs tables or streams
 * @param mode output mode; null in a case without streams
 * @param together whether all files are there before the query starts
 * @param ordered whether rows keep their order
 * @param unlike why Millrace's answer differs; null if it must not
 * @param steps methods to apply to the result
 * @param statements SQL
 * @param question all lines but the answer
 * @param answer the lines of the recorded answer, without their mark
 */
record Case(
        String title,
        Map<String, String> settings,
        List<Input> inputs,
        String mode,
        boolean together,
        boolean ordered,
        String unlike,
        List<String> steps,
        List<String> statements,
        List<String> question,
        List<String> answer) {

    /**
     * Data of a case.
     *
     * @param name of the view
     * @param schema as DDL
     * @param settings {@code format}, {@code watermark}, and options with {@code option.} before their names
     * @param files the records of each file, in order
     */
    record Input(String name, String schema, Map<String, String> settings, List<List<String>> files) {}

    /** The cases of a file. */
    static List<Case> parse(List<String> lines) {
        List<Case> cases = new ArrayList<>();
        List<String> paragraph = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                paragraph.add(line);
            } else if (!paragraph.isEmpty()) {
                cases.add(of(paragraph));
                paragraph.clear();
            }
        }
        if (!paragraph.isEmpty()) {
            cases.add(of(paragraph));
        }
        return cases;
    }

    private static Case of(List<String> paragraph) {
        List<String> question =
                paragraph.stream().filter(line -> !line.startsWith(">")).toList();
        List<String> answer = paragraph.stream()
                .filter(line -> line.startsWith(">"))
                .map(line -> line.substring(Math.min(2, line.length())))
                .toList();
        String title = question.get(0);
        if (!title.startsWith("# ") || title.split(" \\| ").length != 3) {
            throw new IllegalArgumentException("a case begins with '# feature | type | what is asked', not " + title);
        }
        Parser parser = new Parser();
        question.subList(1, question.size()).forEach(parser::line);
        return new Case(
                title.substring(2),
                parser.settings,
                parser.inputs,
                parser.mode,
                parser.together,
                parser.ordered,
                parser.unlike,
                parser.steps,
                parser.statements(),
                question,
                answer);
    }

    /** Feature and type: the cell of the matrix that this case is in. */
    List<String> cell() {
        return List.of(title.split(" \\| ")).subList(0, 2);
    }

    private static final class Parser {
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<Input> inputs = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();
        private final StringBuilder sql = new StringBuilder();
        private String mode;
        private boolean together;
        private boolean ordered;
        private String unlike;

        void line(String line) {
            int end = line.indexOf(' ');
            String rest = end < 0 ? "" : line.substring(end + 1);
            switch (end < 0 ? line : line.substring(0, end)) {
                case "set" -> put(settings, "", rest);
                case "input" -> {
                    int colon = rest.indexOf(':');
                    inputs.add(new Input(
                            rest.substring(0, colon),
                            rest.substring(colon + 1).strip(),
                            new LinkedHashMap<>(),
                            new ArrayList<>()));
                }
                case "format", "watermark" -> input().settings().put(line.substring(0, end), rest);
                case "option" -> put(input().settings(), "option.", rest);
                case "batch" -> input().files().add(new ArrayList<>(end < 0 ? List.of() : List.of(rest.strip())));
                case "" -> input().files().get(input().files().size() - 1).add(line.strip());
                case "mode" -> mode = rest;
                case "together" -> together = true;
                case "ordered" -> ordered = true;
                case "unlike" -> unlike = rest;
                case "apply" -> steps.add(rest);
                default -> sql.append(line).append('\n');
            }
        }

        private static void put(Map<String, String> map, String prefix, String assignment) {
            int equal = assignment.indexOf('=');
            map.put(prefix + assignment.substring(0, equal), assignment.substring(equal + 1));
        }

        private Input input() {
            return inputs.get(inputs.size() - 1);
        }

        List<String> statements() {
            List<String> statements = new ArrayList<>();
            for (String statement : sql.toString().split(";\n")) {
                statements.add(statement.strip());
            }
            return statements;
        }
    }
}

package io.millrace.tests.cases;

import io.millrace.tests.spark.ChildJvm;
import io.millrace.tests.spark.SparkProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of cases, and what Spark says to them. */
final class CaseFiles {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "cases").toAbsolutePath();
    private static final Path SOURCES = Path.of("src", "test", "java").toAbsolutePath();
    private static final Path WORK = Path.of("target", "cases").toAbsolutePath();

    private CaseFiles() {}

    /** All cases by file, in the order of names. */
    static Map<Path, List<Case>> all() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(DIRECTORY)) {
            files = found.filter(file -> file.toString().endsWith(".case")).sorted().toList();
        }
        Map<Path, List<Case>> cases = new LinkedHashMap<>();
        for (Path file : files) {
            cases.put(file, Case.parse(Files.readAllLines(file)));
        }
        return cases;
    }

    /** Where one engine keeps the data of cases. */
    static Path emptyDirectory(String name) throws IOException {
        Path directory = WORK.resolve(name);
        ChildJvm.delete(directory);
        return Files.createDirectories(directory);
    }

    /** Asks Spark; the answers are in the order of the cases. */
    static List<List<String>> askSpark(List<Case> cases) throws IOException, InterruptedException {
        SparkProgram runner = SparkProgram.compile(
                SOURCES, CaseRunner.class.getName(), Case.class.getName(), Answers.class.getName());
        Path directory = emptyDirectory("spark");
        Path questions = directory.resolve("questions.case");
        List<String> lines = new ArrayList<>();
        for (Case next : cases) {
            lines.addAll(next.question());
            lines.add("");
        }
        Files.write(questions, lines);
        String output = runner.run(List.of(directory.toString(), questions.toString()), ChildJvm.Person.ABSENT);
        List<List<String>> answers = new ArrayList<>();
        for (String line : output.lines().toList()) {
            if (line.startsWith("= ")) {
                answers.add(new ArrayList<>());
            } else {
                answers.get(answers.size() - 1).add(line);
            }
        }
        if (answers.size() != cases.size()) {
            throw new AssertionError(cases.size() + " cases, but " + answers.size() + " answers of Spark");
        }
        return answers;
    }

    /** Writes a file anew with other answers. */
    static void record(Path file, List<Case> cases, List<List<String>> answers) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (i > 0) {
                lines.add("");
            }
            lines.addAll(cases.get(i).question());
            answers.get(i).forEach(line -> lines.add("> " + line));
        }
        Files.write(file, lines);
    }
}

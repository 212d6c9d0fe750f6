package io.millrace.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Runs every statement of the golden files, in the folder that the system property {@code millrace.golden} names, and
 * counts how many are answered as Spark answers them: columns, rows, or the condition, SQLSTATE and parameters of the error.
 * The score of each file may not fall below the committed one; {@code -Dmillrace.golden.record} commits a better one.
 * {@code -Dmillrace.golden.file} runs only files whose name contains it. Below {@code target/golden} are two reports.
 */
class GoldenTest {
    private static final String FOLDER = "millrace.golden";
    private static final String ONLY = "millrace.golden.file";
    private static final String RECORD = "millrace.golden.record";
    private static final Path SCORE = Path.of("src", "test", "resources", "golden", "score.tsv");
    private static final Path REPORTS = Path.of("target", "golden");

    @Test
    void noFileScoresLowerThanBefore() throws Exception {
        String folder = System.getProperty(FOLDER, "");
        assumeTrue(!folder.isEmpty(), "The system property " + FOLDER + " names no folder of golden files");
        List<GoldenFile> files = GoldenFile.all(Path.of(folder)).stream()
                .filter(file -> file.name().contains(System.getProperty(ONLY, "")))
                .toList();
        Map<String, List<Verdict>> verdicts = run(Path.of(folder), files);
        Report report = new Report(verdicts);
        report.write(REPORTS, files);
        Score score = Score.of(verdicts);
        System.out.println("Golden statements: " + score.total() + "\n" + report.causes());
        if (System.getProperty(RECORD) != null) {
            score.write(SCORE);
        }
        Score committed = Score.read(SCORE);
        assertThat(score.filesBelow(committed))
                .as("files with a lower score; %s/differences.txt shows why", REPORTS)
                .isEmpty();
        assertThat(score.total().agree()).as("statements that agree").isPositive();
        List<String> better = committed.filesBelow(score);
        if (!better.isEmpty()) {
            System.out.println("The golden score is better than the committed one; commit it with -D" + RECORD + ":\n"
                    + String.join("\n", better));
        }
    }

    private static Map<String, List<Verdict>> run(Path folder, List<GoldenFile> files) throws Exception {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<GoldenFile> longestFirst = new ArrayList<>(files);
            longestFirst.sort(Collections.reverseOrder(
                    Comparator.comparingInt(file -> file.statements().size())));
            Map<String, Future<List<Verdict>>> running = new TreeMap<>();
            for (GoldenFile file : longestFirst) {
                Callable<List<Verdict>> work = () -> run(folder, file);
                running.put(file.name(), workers.submit(work));
            }
            Map<String, List<Verdict>> verdicts = new TreeMap<>();
            for (Map.Entry<String, Future<List<Verdict>>> file : running.entrySet()) {
                verdicts.put(file.getKey(), file.getValue().get());
            }
            return verdicts;
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<Verdict> run(Path folder, GoldenFile file) throws IOException, InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (GoldenSession session = new GoldenSession(folder, file.name())) {
            for (GoldenFile.Statement statement : file.statements()) {
                verdicts.add(Comparison.of(statement, session.run(statement.sql())));
            }
        }
        return verdicts;
    }
}

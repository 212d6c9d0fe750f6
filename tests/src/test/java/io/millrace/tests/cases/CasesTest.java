package io.millrace.tests.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millrace.Session;
import io.millrace.tests.spark.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Millrace answers every case as Spark has answered it, and Spark still does. A case with a line {@code unlike} is one in
 * which it does not, and fails once it does; {@code -Dmillrace.mark} sets these lines anew, {@code -Dmillrace.record} the
 * answers.
 */
class CasesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Of this process alone: runs of these tests beside each other do not meet. */
    @TempDir
    private static Path directory;

    private static Session session;
    private static CaseRunner runner;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        if (Replay.isRecording()) {
            record();
        }
        session = CaseRunner.session();
        runner = new CaseRunner(session, directory);
        if (Replay.isMarking()) {
            mark();
        }
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static void record() throws IOException, InterruptedException {
        Map<Path, List<Case>> files = CaseFiles.all();
        List<List<String>> answers =
                CaseFiles.askSpark(files.values().stream().flatMap(List::stream).toList());
        int next = 0;
        for (Map.Entry<Path, List<Case>> file : files.entrySet()) {
            int end = next + file.getValue().size();
            CaseFiles.record(file.getKey(), file.getValue(), answers.subList(next, end));
            next = end;
        }
    }

    private static void mark() throws IOException {
        for (Map.Entry<Path, List<Case>> file : CaseFiles.all().entrySet()) {
            List<List<String>> answers = new ArrayList<>();
            for (Case next : file.getValue()) {
                answers.add(assertTimeoutPreemptively(LIMIT, () -> runner.answer(next)));
            }
            CaseFiles.mark(file.getKey(), file.getValue(), answers);
        }
    }

    @TestFactory
    Stream<DynamicContainer> millraceAnswersAsRecorded() throws IOException {
        return CaseFiles.all().entrySet().stream()
                .map(file -> DynamicContainer.dynamicContainer(
                        file.getKey().getFileName().toString(),
                        file.getValue().stream()
                                .map(next -> DynamicTest.dynamicTest(next.title(), () -> compare(next)))));
    }

    private static void compare(Case next) {
        List<String> answer = assertTimeoutPreemptively(LIMIT, () -> runner.answer(next));
        if (next.unlike() == null) {
            assertThat(answer).as(String.join("\n", next.question())).isEqualTo(next.answer());
        } else {
            assertThat(answer)
                    .as("this case agrees by now, so the line 'unlike' has to go:\n"
                            + String.join("\n", next.question()))
                    .isNotEqualTo(next.answer());
        }
    }

    @Test
    void sparkStillAnswersAsRecorded() throws IOException, InterruptedException {
        List<Case> asked = new ArrayList<>();
        int number = 0;
        for (List<Case> cases : CaseFiles.all().values()) {
            for (Case next : cases) {
                if (Replay.includes(number++)) {
                    asked.add(next);
                }
            }
        }
        if (asked.isEmpty()) {
            System.out.println("No case is replayed on Spark");
            return;
        }
        List<List<String>> answers = CaseFiles.askSpark(asked);
        List<List<String>> recorded = asked.stream().map(Case::answer).toList();
        for (int i = 0; i < asked.size(); i++) {
            assertThat(answers.get(i))
                    .as(String.join("\n", asked.get(i).question()))
                    .isEqualTo(recorded.get(i));
        }
    }

    /** Prints how many cases there are of each feature and type: target/cases/matrix.txt. */
    @Test
    void noCellHasMoreThanFiveCases() throws IOException {
        Map<String, Map<String, Integer>> matrix = new TreeMap<>();
        CaseFiles.all().values().stream()
                .flatMap(List::stream)
                .forEach(next -> matrix.computeIfAbsent(next.cell().get(0), feature -> new TreeMap<>())
                        .merge(next.cell().get(1), 1, Integer::sum));
        List<String> report = new ArrayList<>();
        matrix.forEach((feature, types) -> report.add(feature + ": " + types));
        int cells = matrix.values().stream().mapToInt(Map::size).sum();
        int cases = matrix.values().stream()
                .flatMap(types -> types.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        report.add(cases + " cases in " + cells + " cells");
        Files.write(Files.createDirectories(Path.of("target", "cases")).resolve("matrix.txt"), report);
        assertThat(matrix.values())
                .allSatisfy(types -> assertThat(types.values()).allMatch(count -> count <= 5));
    }
}

package io.millrace.tests.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.engine.expression.ScalarSpec;
import io.millrace.tests.spark.SparkProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GeneratedTest {
    private static final long SEED = 20_261_121;
    private static final Path REPORTS = Path.of("target", "generated").toAbsolutePath();

    @Test
    void everyFunctionIsCalledOrExcluded() throws IOException {
        Signatures signatures = new Signatures();
        assertThat(signatures.names()).allSatisfy(name -> assertThat(signatures.of(name))
                .as("signatures.txt lacks a line for " + name)
                .isNotEmpty());
        assertThat(signatures.superfluous()).isEmpty();
    }

    @Test
    void sweep() throws IOException, InterruptedException {
        assumeTrue(SparkProgram.isAvailable(), "Spark cannot be had");
        Signatures signatures = new Signatures();
        long start = System.nanoTime();
        try (Engines engines = Engines.start()) {
            Examination examination = new Examination(engines, signatures);
            List<Finding> findings = new ArrayList<>();
            for (String name : signatures.names()) {
                findings.addAll(examination.function(name, 8, SEED, true));
                findings.addAll(examination.function(name, 4, SEED, false));
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            List<String> lines = new ArrayList<>();
            Map<String, String> examples = new TreeMap<>();
            for (Finding finding : findings) {
                examples.putIfAbsent(finding.key(), finding.question().expression());
                lines.add("== " + finding.key() + " | " + finding.question() + " " + finding.batch().settings());
                lines.add(finding.batch().table());
                finding.answers().millrace().forEach(line -> lines.add("  M " + line));
                finding.answers().spark().forEach(line -> lines.add("  S " + line));
            }
            lines.add(engines.asked() + " questions, " + seconds + " s, " + examples.size() + " disagreements");
            Files.write(Files.createDirectories(REPORTS).resolve("report.txt"), lines);
            System.out.println(lines.getLast());
        }
    }
}

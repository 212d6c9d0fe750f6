package io.millrace.tests.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.engine.expression.ScalarSpec;
import io.millrace.tests.spark.Replay;
import io.millrace.tests.spark.SparkProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Both engines say the same to expressions that were drawn: every function some times by itself, then functions put in one
 * another. The draws are the same in every build, since a function's depend on nothing but its name; with
 * {@code -Dmillrace.fuzz.minutes=N} they are new ones for that long, by {@code -Dmillrace.fuzz.seed=N} the same new ones
 * again. {@code -Dmillrace.generated=REGEX} examines only some functions; {@code -Dmillrace.mark} writes the list of known
 * disagreements anew. Others are written, as small as they can be made, to {@code target/generated}, ready to be copied to
 * the cases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GeneratedTest {
    private static final Path REPORTS = Path.of("target", "generated").toAbsolutePath();
    private static final String FUZZ_MINUTES = "millrace.fuzz.minutes";
    private static final String FUZZ_SEED = "millrace.fuzz.seed";
    private static final String ONLY = System.getProperty("millrace.generated", "");

    private static final long SEED = 20_261_121;
    private static final int DRAWS = 3;
    private static final int DRAWS_WITHOUT_ANSI = 1;
    private static final int MIXTURES = 15;
    private static final int MIXTURE_SIZE = 12;
    private static final int MOST_CASES = 20;
    /** At more questions than this Spark must not end in a run of new draws: there would be something wrong with it. */
    private static final int MOST_LOST = 5;

    private final Signatures signatures = new Signatures();
    private final Known known = new Known();
    private Engines engines;
    private Examination examination;

    GeneratedTest() throws IOException {}

    @AfterAll
    void stop() throws IOException {
        if (engines != null) {
            engines.close();
            JqwikSession.finish();
        }
    }

    private Examination examination() throws IOException, InterruptedException {
        if (engines == null) {
            assumeFalse(Replay.isOff(), "Spark is not asked in this build");
            assumeTrue(SparkProgram.isAvailable(), "Spark cannot be had");
            if (!JqwikSession.isActive()) {
                JqwikSession.start();
            }
            engines = Engines.start();
            examination = new Examination(engines, signatures);
        }
        return examination;
    }

    @Test
    @Order(1)
    void everyFunctionIsCalledOrExcluded() {
        List<String> missing = new ArrayList<>();
        for (String name : signatures.names()) {
            if (signatures.of(name).isEmpty()) {
                missing.add(signatures.declaration(name).signature());
            }
        }
        assertThat(missing)
                .as("functions without a line in signatures.txt or excluded.txt")
                .isEmpty();
        assertThat(signatures.superfluous())
                .as("signatures.txt has lines for no function")
                .isEmpty();
    }

    @Test
    @Order(2)
    void whatDependsOnChanceOrClockIsExcluded() {
        assertThat(signatures.names().stream().filter(this::isFree)).isEmpty();
        Map<String, String> unfounded = new TreeMap<>(signatures.excluded());
        unfounded.keySet().removeIf(this::isFree);
        unfounded.values().removeIf(reason -> reason.startsWith("no comparison: "));
        assertThat(unfounded).as("excluded, but deterministic").isEmpty();
    }

    private boolean isFree(String name) {
        return signatures.declaration(name) instanceof ScalarSpec scalar && !scalar.isDeterministic();
    }

    @Test
    @Order(3)
    void bothEnginesSayTheSame() throws IOException, InterruptedException {
        assumeTrue(System.getProperty(FUZZ_MINUTES) == null, "new draws only");
        Examination all = examination();
        long start = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        for (String name : all.names()) {
            if (name.matches(ONLY.isEmpty() ? ".*" : ONLY)) {
                findings.addAll(all.function(name, DRAWS, SEED, true));
                findings.addAll(all.function(name, DRAWS_WITHOUT_ANSI, SEED, false));
            }
        }
        for (int i = 0; ONLY.isEmpty() && i < MIXTURES; i++) {
            findings.addAll(all.mixture(MIXTURE_SIZE, SEED + i));
        }
        report("fixed", findings, start);
        Map<String, String> examples = examples(findings);
        if (Replay.isMarking()) {
            known.mark(examples, ONLY);
            return;
        }
        judge("fixed", findings);
        if (ONLY.isEmpty()) {
            assertThat(known.keys())
                    .as("known disagreements that are gone: take them out of known.txt")
                    .isSubsetOf(examples.keySet());
            assertThat(all.names())
                    .as("functions that were never drawn")
                    .isSubsetOf(all.draws().keySet());
        }
    }

    @Test
    @Order(4)
    void newDraws() throws IOException, InterruptedException {
        String minutes = System.getProperty(FUZZ_MINUTES);
        assumeTrue(minutes != null, "not asked for");
        Examination all = examination();
        long start = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        long seed = Long.getLong(FUZZ_SEED, start);
        System.out.println("-D" + FUZZ_SEED + "=" + seed + " -D" + FUZZ_MINUTES + "=" + minutes);
        List<String> names = List.copyOf(all.names());
        Random random = new Random(seed);
        int lost = 0;
        Duration limit = Duration.ofMinutes(Long.parseLong(minutes));
        while (System.nanoTime() - start < limit.toNanos()) {
            String name = names.get(random.nextInt(names.size()));
            try {
                findings.addAll(all.function(name, DRAWS, random.nextLong(), random.nextBoolean()));
                findings.addAll(all.mixture(MIXTURE_SIZE, random.nextLong()));
            } catch (IOException e) {
                // A question that takes Spark too long, or all its memory, says nothing about us.
                System.out.println(e.getMessage());
                lost++;
            }
        }
        report("fuzz", findings, start);
        judge("fuzz", findings);
        assertThat(lost).as("questions at which Spark ended").isLessThanOrEqualTo(MOST_LOST);
    }

    /** What is to be known, each with a question that shows it. */
    private static Map<String, String> examples(List<Finding> findings) {
        Map<String, String> examples = new TreeMap<>();
        for (Finding finding : findings) {
            finding.keys().forEach(key -> examples.putIfAbsent(key, "seen in " + finding.expression()));
        }
        return examples;
    }

    /** Fails on disagreements that are not known, with a small case for each. */
    private void judge(String name, List<Finding> findings) throws IOException {
        Map<String, Finding> unknown = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (!known.containsAll(finding.keys())) {
                unknown.putIfAbsent(finding.keys().toString(), finding);
            }
        }
        List<String> cases = new ArrayList<>();
        for (Finding finding : List.copyOf(unknown.values()).subList(0, Math.min(MOST_CASES, unknown.size()))) {
            cases.addAll(Shrinker.shrink(engines, finding));
            cases.add("");
        }
        Files.write(Files.createDirectories(REPORTS).resolve(name + ".case"), cases);
        assertThat(unknown.keySet())
                .as(() -> "disagreements that are not in known.txt, as cases:\n" + String.join("\n", cases))
                .isEmpty();
    }

    private void report(String name, List<Finding> findings, long start) throws IOException {
        List<String> lines = new ArrayList<>();
        findings.forEach(finding -> lines.addAll(finding.report()));
        examination.draws().forEach((function, draws) -> lines.add(function + " drawn " + draws));
        Set<String> keys = new TreeSet<>();
        findings.forEach(finding -> keys.addAll(finding.keys()));
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        lines.add(engines.asked() + " questions to Spark, " + seconds + " s, " + keys.size() + " disagreements");
        Files.write(Files.createDirectories(REPORTS).resolve(name + ".txt"), lines);
        System.out.println(name + ": " + lines.getLast());
    }
}

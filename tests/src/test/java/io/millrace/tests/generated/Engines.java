package io.millrace.tests.generated;

import io.millrace.Session;
import io.millrace.tests.cases.Answers;
import io.millrace.tests.spark.SparkConversation;
import io.millrace.tests.spark.SparkProgram;
import io.millrace.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Both engines, asked the same. If Spark ends at a question it is started again before the question fails. */
final class Engines implements AutoCloseable {
    private static final String EXCLUDED_RULES = "spark.sql.optimizer.excludedRules";
    private static final String LOCAL_RELATIONS = "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation";

    /** Spark's interpreter answers at once, without a job; its generated code has to be compiled for each question. */
    private static final Map<String, String> INTERPRETED = Map.of(
            "spark.sql.codegen.wholeStage",
            "false",
            "spark.sql.codegen.factoryMode",
            "NO_CODEGEN",
            EXCLUDED_RULES,
            "",
            "spark.sql.adaptive.enabled",
            "false");

    private static final Map<String, String> COMPILED = Map.of(
            "spark.sql.codegen.wholeStage",
            "true",
            "spark.sql.codegen.factoryMode",
            "FALLBACK",
            EXCLUDED_RULES,
            LOCAL_RELATIONS,
            "spark.sql.adaptive.enabled",
            "false");

    /** What both said to a question. */
    record Pair(List<String> millrace, List<String> spark, Set<Aspect> differences) {}

    private final Session session = Interview.session();
    private final Interview millrace = new Interview(session);
    private final SparkProgram program;
    private SparkConversation spark;
    private int asked;

    private Engines(SparkProgram program) throws IOException {
        this.program = program;
        spark = program.start(List.of());
    }

    /** Starts both; {@link SparkProgram#isAvailable} must have said yes. */
    static Engines start() throws IOException, InterruptedException {
        SparkProgram program = SparkProgram.compile(
                Path.of("src", "test", "java").toAbsolutePath(),
                Interview.class.getName(),
                Batch.class.getName(),
                Question.class.getName(),
                Kind.class.getName(),
                Answers.class.getName());
        return new Engines(program);
    }

    /** How many questions have been put to Spark. */
    int asked() {
        return asked;
    }

    /** The types of expressions as Millrace sees them; empty for those that it refuses. */
    List<Optional<DataType>> types(Batch batch) {
        return millrace.types(batch);
    }

    /**
     * Asks both. Where they differ Spark is asked again by the road of generated code, since its two roads are not always
     * of one mind; only what neither says is a difference.
     */
    List<Pair> compare(Batch batch) throws IOException {
        List<List<String>> ours = millrace.answer(batch);
        List<List<String>> theirs = spark(batch, INTERPRETED);
        List<Pair> pairs = new ArrayList<>();
        List<Question> doubtful = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            Set<Aspect> differences = Aspect.differences(ours.get(i), theirs.get(i), 0);
            pairs.add(new Pair(ours.get(i), theirs.get(i), differences));
            if (!differences.isEmpty()) {
                doubtful.add(batch.questions().get(i));
            }
        }
        if (doubtful.isEmpty()) {
            return pairs;
        }
        List<List<String>> compiled =
                spark(new Batch(batch.settings(), batch.table(), batch.size(), doubtful), COMPILED);
        int next = 0;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (!pair.differences().isEmpty()) {
                List<String> answer = compiled.get(next++);
                pairs.set(i, judged(batch.questions().get(i), pair.millrace(), answer));
            }
        }
        return pairs;
    }

    /** What both answer to an inquiry as one statement, as cases have it. */
    Pair statement(Inquiry inquiry) throws IOException {
        Kind kind = inquiry.kind().isOrdered() ? Kind.ORDERED_STATEMENT : Kind.STATEMENT;
        Batch batch = new Batch(inquiry.settings(), "", 0, List.of(new Question(kind, inquiry.statement())));
        List<String> ours = millrace.answer(batch).getFirst();
        List<String> theirs = spark(batch, COMPILED).getFirst();
        return judged(batch.questions().getFirst(), ours, theirs);
    }

    private static Pair judged(Question question, List<String> ours, List<String> theirs) {
        Set<Aspect> differences =
                Excuses.cover(question, ours, theirs) ? Set.of() : Aspect.differences(ours, theirs, 0);
        return new Pair(ours, theirs, differences);
    }

    private List<List<String>> spark(Batch batch, Map<String, String> road) throws IOException {
        Map<String, String> settings = new TreeMap<>(batch.settings());
        settings.putAll(road);
        asked += batch.questions().size();
        List<List<String>> answers = new ArrayList<>();
        for (String line : askSpark(new Batch(settings, batch.table(), batch.size(), batch.questions()))) {
            if (line.equals("?")) {
                answers.add(new ArrayList<>());
            } else {
                answers.getLast().add(line);
            }
        }
        if (answers.size() != batch.questions().size()) {
            throw new IOException("Spark answers " + answers + " to " + batch.lines());
        }
        return answers;
    }

    private List<String> askSpark(Batch batch) throws IOException {
        try {
            return spark.ask(batch.lines());
        } catch (IOException e) {
            spark.close();
            spark = program.start(List.of());
            throw new IOException(e.getMessage() + "\nasked: " + batch.lines(), e);
        }
    }

    @Override
    public void close() throws IOException {
        session.stop();
        spark.close();
    }
}

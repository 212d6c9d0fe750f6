package io.millrace.tests.generated;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.tests.cases.Answers;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts batches of questions to the engine of its session. Written against the API once; Spark runs the same code, ported.
 *
 * <p>The answer to a question is the error that refuses it ({@code error …}), or the names, types and nullability of its
 * columns, and then what it gives. When a statement fails as it runs, each of its rows is asked by itself, since which of
 * several failing rows an engine meets first is nobody's business. Columns that work are asked together, which saves most
 * of the time. A text that takes all memory or a failed assertion of an engine is an answer too.
 */
final class Interview {
    private static final String VIEW = "v";

    private final Session session;

    Interview(Session session) {
        this.session = session;
    }

    /** Reads batches from standard input and prints the answers: each question's begins with a line {@code ?}. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Session session = session();
        Interview interview = new Interview(session);
        for (Batch batch = Batch.read(in); batch != null; batch = Batch.read(in)) {
            for (List<String> answer : interview.answer(batch)) {
                out.println("?");
                answer.forEach(line -> out.println(line));
            }
            out.println(".");
            out.flush();
        }
        session.stop();
    }

    static Session session() {
        return Session.builder()
                .appName("generated")
                .master("local[1]")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .getOrCreate();
    }

    /** The answers, in the order of the questions. */
    List<List<String>> answer(Batch batch) {
        batch.settings().forEach((key, value) -> session.conf().set(key, value));
        List<List<String>> answers = new ArrayList<>();
        try {
            if (!batch.table().isEmpty()) {
                session.sql(batch.table()).createOrReplaceTempView(VIEW);
            }
        } catch (Exception e) {
            // Analysis errors are checked exceptions that no method declares.
            batch.questions().forEach(question -> answers.add(Answers.error(e)));
            return answers;
        }
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < batch.questions().size(); i++) {
            Question question = batch.questions().get(i);
            List<String> answer = new ArrayList<>();
            answers.add(answer);
            try {
                Dataset<Row> result = session.sql(question.kind().statement(question.expression(), VIEW));
                switch (question.kind()) {
                    case STATEMENT, ORDERED_STATEMENT -> {
                        List<String> rows = Answers.rows(
                                result.collectAsList(),
                                result.schema(),
                                question.kind().isOrdered());
                        answer.add("schema " + Answers.schema(result.schema()));
                        answer.addAll(rows);
                    }
                    case SELECT -> {
                        answer.addAll(schema(question.kind(), result.schema()));
                        columns.add(i);
                    }
                    case WHERE, KEY, ORDER, TOTAL, GROUP, ROWS -> {
                        answer.addAll(schema(question.kind(), result.schema()));
                        answer.addAll(run(question, result, batch.size()));
                    }
                }
            } catch (Exception | Error e) {
                answer.addAll(Answers.error(e));
            }
        }
        collect(batch, columns, answers);
        return answers;
    }

    /** The types of expressions; empty for one that is refused. */
    List<Optional<DataType>> types(Batch batch) {
        List<Optional<DataType>> types = new ArrayList<>();
        batch.settings().forEach((key, value) -> session.conf().set(key, value));
        session.sql(batch.table()).createOrReplaceTempView(VIEW);
        for (Question question : batch.questions()) {
            try {
                StructType schema = session.sql(question.kind().statement(question.expression(), VIEW))
                        .schema();
                types.add(Optional.of(schema.fields()[1].dataType()));
            } catch (Exception e) {
                types.add(Optional.empty());
            }
        }
        return types;
    }

    private static List<String> schema(Kind kind, StructType schema) {
        List<String> lines = new ArrayList<>();
        StructField[] fields = schema.fields();
        int last = kind == Kind.WHERE ? 0 : kind == Kind.ROWS ? fields.length : 2;
        for (int i = 1; i < last; i++) {
            lines.add("name " + fields[i].name().replace("\n", "\\n"));
            lines.add("type " + Answers.type(fields[i].dataType()) + (fields[i].nullable() ? "" : " not null"));
        }
        return lines;
    }

    /** Appends what several expressions give as columns of one statement; halves them if that fails. */
    private void collect(Batch batch, List<Integer> columns, List<List<String>> answers) {
        if (columns.isEmpty()) {
            return;
        }
        List<Question> questions = batch.questions();
        List<String> expressions =
                columns.stream().map(i -> questions.get(i).expression()).toList();
        try {
            Dataset<Row> result = session.sql(Kind.SELECT.statement(String.join(", ", expressions), VIEW));
            StructType schema = result.schema();
            List<Row> rows = result.collectAsList();
            for (int column = 0; column < columns.size(); column++) {
                List<String> lines = new ArrayList<>();
                for (Row row : rows) {
                    String value = Answers.value(row, column + 1, schema.fields()[column + 1].dataType());
                    lines.add(row.get(0) + ": " + value);
                }
                lines.sort(null);
                answers.get(columns.get(column)).addAll(lines);
            }
        } catch (Exception | Error e) {
            if (columns.size() == 1) {
                answers.get(columns.get(0)).addAll(rowByRow(questions.get(columns.get(0)), batch.size(), e));
                return;
            }
            int half = columns.size() / 2;
            collect(batch, columns.subList(0, half), answers);
            collect(batch, columns.subList(half, columns.size()), answers);
        }
    }

    private List<String> run(Question question, Dataset<Row> statement, int size) {
        try {
            return rows(question.kind(), statement);
        } catch (Exception | Error e) {
            return rowByRow(question, size, e);
        }
    }

    private List<String> rowByRow(Question question, int size, Throwable failure) {
        List<String> lines = new ArrayList<>();
        boolean failed = false;
        for (int id = 1; id <= size; id++) {
            String relation = "(SELECT * FROM " + VIEW + " WHERE id = " + id + ") AS v";
            try {
                String statement = question.kind().statement(question.expression(), relation);
                for (String row : rows(question.kind(), session.sql(statement))) {
                    lines.add(id + ") " + row);
                }
            } catch (Exception | Error e) {
                lines.add(id + ") " + String.join(";", Answers.error(e)));
                failed = true;
            }
        }
        if (!failed) {
            lines.add("all) " + String.join(";", Answers.error(failure)));
        }
        return lines;
    }

    private static List<String> rows(Kind kind, Dataset<Row> statement) {
        StructType schema = statement.schema();
        List<String> lines = new ArrayList<>();
        for (Row row : statement.collectAsList()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i < schema.fields().length; i++) {
                values.add(Answers.value(row, i, schema.fields()[i].dataType()));
            }
            lines.add(row.get(0) + ": " + String.join(" | ", values));
        }
        if (!kind.isOrdered()) {
            lines.sort(null);
        }
        return lines;
    }
}

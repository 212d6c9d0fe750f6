package io.millrace.tests.cases;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.function.VoidFunction2;
import io.millrace.streaming.DataStreamReader;
import io.millrace.streaming.StateOperatorProgress;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryProgress;
import io.millrace.streaming.Trigger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts cases to the engine of its session and prints the answers: for each case a line {@code = title}, then the lines
 * of its answer. Written against the API once; Spark runs the same code, ported.
 */
public final class CaseRunner {
    private final Session root;
    private final Path directory;
    private int count;

    CaseRunner(Session root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    /** Arguments: a directory for data, then files of cases. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Session session = session();
        CaseRunner runner = new CaseRunner(session, Path.of(arguments[0]));
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            for (Case next : Case.parse(Files.readAllLines(Path.of(file)))) {
                out.println("= " + next.title());
                runner.answer(next).forEach(line -> out.println(line));
            }
        }
        session.stop();
    }

    static Session session() {
        return Session.builder()
                .appName("cases")
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .getOrCreate();
    }

    /** The lines of the engine's answer. */
    List<String> answer(Case asked) throws IOException {
        Path data = Files.createDirectories(directory.resolve("case" + count++));
        Session session = root.newSession();
        session.conf().set("spark.sql.session.timeZone", "UTC");
        session.conf().set("spark.sql.shuffle.partitions", "2");
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        try {
            asked.settings().forEach((key, value) -> session.conf().set(key, value));
            return asked.mode() == null ? table(asked, session, data) : stream(asked, session, data);
        } catch (Exception e) {
            // Analysis errors are checked exceptions that no method declares.
            return Answers.error(e);
        }
    }

    private static List<String> table(Case asked, Session session, Path data) throws IOException {
        for (Case.Input input : asked.inputs()) {
            Path files = Files.createDirectories(data.resolve(input.name()));
            for (int number = 0; number < input.files().size(); number++) {
                write(files, number, input.files().get(number));
            }
            session.read()
                    .format(input.settings().getOrDefault("format", "json"))
                    .schema(input.schema())
                    .options(options(input))
                    .load(files.toString())
                    .createOrReplaceTempView(input.name());
        }
        Dataset<Row> result = question(asked, session);
        List<String> lines = new ArrayList<>();
        lines.add("schema " + Answers.schema(result.schema()));
        lines.addAll(Answers.rows(result.collectAsList(), result.schema(), asked.ordered()));
        return lines;
    }

    private static Dataset<Row> question(Case asked, Session session) {
        Dataset<Row> result = null;
        for (String statement : asked.statements()) {
            result = session.sql(statement);
        }
        for (String step : asked.steps()) {
            String[] words = step.split(" ", 2);
            String[] columns = words.length == 1 ? new String[0] : words[1].split(", *");
            result = switch (words[0]) {
                case "dropDuplicates" -> columns.length == 0 ? result.dropDuplicates() : result.dropDuplicates(columns);
                case "dropDuplicatesWithinWatermark" -> result.dropDuplicatesWithinWatermark(columns);
                case "withWatermark" -> result.withWatermark(columns[0], columns[1]);
                case "distinct" -> result.distinct();
                default -> throw new IllegalArgumentException(step);
            };
        }
        return result;
    }

    private static Map<String, String> options(Case.Input input) {
        Map<String, String> options = new TreeMap<>();
        input.settings().forEach((key, value) -> {
            if (key.startsWith("option.")) {
                options.put(key.substring("option.".length()), value);
            }
        });
        return options;
    }

    private static List<String> stream(Case asked, Session session, Path data) throws Exception {
        int steps = 0;
        for (Case.Input input : asked.inputs()) {
            Path files = Files.createDirectories(data.resolve(input.name()));
            steps = Math.max(steps, input.files().size());
            if (asked.together()) {
                for (int number = 0; number < input.files().size(); number++) {
                    write(files, number, input.files().get(number));
                }
            }
            stream(input, files, session).createOrReplaceTempView(input.name());
        }
        Dataset<Row> result = question(asked, session);
        Map<Long, List<String>> batches = Collections.synchronizedMap(new TreeMap<>());
        boolean ordered = asked.ordered();
        VoidFunction2<Dataset<Row>, Long> keep =
                (batch, id) -> batches.put(id, Answers.rows(batch.collectAsList(), batch.schema(), ordered));
        Trigger trigger = asked.together() ? Trigger.AvailableNow() : Trigger.ProcessingTime(0);
        StreamingQuery query = result.writeStream()
                .outputMode(asked.mode())
                .trigger(trigger)
                .option("checkpointLocation", data.resolve("checkpoint").toString())
                .foreachBatch(keep)
                .start();
        List<String> lines = new ArrayList<>();
        lines.add("schema " + Answers.schema(result.schema()));
        List<String> failure = List.of();
        try {
            if (asked.together()) {
                query.awaitTermination();
            } else {
                Path files = data.resolve(asked.inputs().get(0).name());
                for (int number = 0; number < steps; number++) {
                    write(files, number, asked.inputs().get(0).files().get(number));
                    query.processAllAvailable();
                }
            }
        } catch (Exception e) {
            failure = Answers.error(e);
        } finally {
            query.stop();
        }
        lines.addAll(batches(batches, query.recentProgress()));
        lines.addAll(failure);
        return lines;
    }

    private static Dataset<Row> stream(Case.Input input, Path files, Session session) {
        DataStreamReader reader = session.readStream()
                .format(input.settings().getOrDefault("format", "json"))
                .schema(input.schema())
                .option("maxFilesPerTrigger", "1")
                .options(options(input));
        Dataset<Row> stream = reader.load(files.toString());
        String watermark = input.settings().get("watermark");
        if (watermark == null) {
            return stream;
        }
        String[] words = watermark.split(" ", 2);
        return stream.withWatermark(words[0], words[1]);
    }

    /** For each batch its watermark, the rows of each state with those dropped as late, and its output. */
    private static List<String> batches(Map<Long, List<String>> batches, StreamingQueryProgress[] progress) {
        List<String> lines = new ArrayList<>();
        batches.forEach((id, rows) -> {
            StringBuilder head = new StringBuilder("batch " + id);
            for (StreamingQueryProgress next : progress) {
                // A trigger that found nothing bears the number of the batch to come.
                if (next.batchId() == id && next.durationMs().containsKey("addBatch")) {
                    String watermark = next.eventTime().get("watermark");
                    head.append(watermark == null ? "" : " watermark " + watermark);
                    for (StateOperatorProgress state : next.stateOperators()) {
                        head.append(" state " + state.numRowsTotal());
                        long dropped = state.numRowsDroppedByWatermark();
                        head.append(dropped == 0 ? "" : " late " + dropped);
                    }
                    break;
                }
            }
            lines.add(head.toString());
            rows.forEach(row -> lines.add("  " + row));
        });
        return lines;
    }

    /** A file that appears whole; the later ones are younger, by which a stream orders them. */
    private static void write(Path directory, int number, List<String> records) throws IOException {
        String name = String.format(java.util.Locale.ROOT, "%03d.json", number);
        Path hidden = Files.write(directory.resolve("." + name), records);
        Files.setLastModifiedTime(hidden, FileTime.fromMillis(1_700_000_000_000L + number * 1_000L));
        Files.move(hidden, directory.resolve(name));
    }
}

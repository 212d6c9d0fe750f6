package io.millrace.examples;

import static io.millrace.Functions.col;
import static io.millrace.Functions.window;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StateOperatorProgress;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts words in windows of ten minutes that slide by five, waiting ten minutes for late ones. A word that is late but
 * still ahead of the watermark counts; one behind it is dropped, and the query's progress says so.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/LateWords.java examples/data/words
 * </pre>
 */
public final class LateWords {
    private LateWords() {}

    /** Argument: a directory of files, each of which plays the part of one delivery, in the order of their names. */
    public static void main(String[] arguments) throws Exception {
        Session session =
                Session.builder().appName("LateWords").master("local[*]").getOrCreate();
        session.conf().set("spark.sql.session.timeZone", "UTC");
        Path arrivals = Files.createTempDirectory("late-words");
        Dataset<Row> words =
                session.readStream().schema("at TIMESTAMP, word STRING").json(arrivals.toString());

        StreamingQuery query = words.withWatermark("at", "10 minutes")
                .groupBy(window(col("at"), "10 minutes", "5 minutes"), col("word"))
                .count()
                .writeStream()
                .format("memory")
                .queryName("counts")
                .outputMode("append")
                .start();
        for (Path file : deliveries(Path.of(arguments[0]))) {
            Files.copy(file, arrivals.resolve(file.getFileName()));
            query.processAllAvailable();
            System.out.println("Closed after " + file.getFileName() + ":");
            session.sql("SELECT window, word, count FROM counts ORDER BY window, word")
                    .show(false);
        }
        for (StreamingQueryProgress progress : query.recentProgress()) {
            for (StateOperatorProgress state : progress.stateOperators()) {
                System.out.println("Batch " + progress.batchId() + ": watermark "
                        + progress.eventTime().get("watermark") + ", dropped " + state.numRowsDroppedByWatermark());
            }
        }
        query.stop();
        session.stop();
    }

    private static List<Path> deliveries(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}

package io.millrace.tests.crash;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.from_json;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.window;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.Trigger;
import io.millrace.types.StructType;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/**
 * The program that is killed: events from JSON files or a topic, counted and summed by window and user, appended to JSON
 * files when a window is complete. It ends by itself when it has read everything.
 */
final class WindowJob {
    static final String SCHEMA = "at timestamp, user string, amount bigint";
    static final int RECORDS_PER_BATCH = 20;

    /** Few, so that old entries of logs and old state are deleted while the job is killed. */
    static final int RETAINED_BATCHES = 10;

    /** Few, so that it is killed while snapshots are made. */
    private static final int SNAPSHOT_BYTES = 1_000;

    private WindowJob() {}

    /** @param arguments {@code files <input>} or {@code kafka <servers>,<topic>}, then the checkpoint and the result */
    public static void main(String[] arguments) throws Exception {
        try (Session session = open()) {
            Dataset<Row> events = arguments[0].equals("files")
                    ? fromFiles(session, Path.of(arguments[1]))
                    : fromTopic(session, arguments[1].split(",", 2));
            run(events, Path.of(arguments[2]), Path.of(arguments[3]));
        }
    }

    static Session open() {
        return Session.builder()
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.streaming.minBatchesToRetain", RETAINED_BATCHES)
                .config("millrace.state.snapshot.bytes", SNAPSHOT_BYTES)
                .create();
    }

    static Dataset<Row> fromFiles(Session session, Path input) {
        return session.readStream()
                .schema(SCHEMA)
                .option("maxFilesPerTrigger", 1)
                .json(input.toString());
    }

    static Dataset<Row> fromTopic(Session session, String[] serversAndTopic) {
        return session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", serversAndTopic[0])
                .option("subscribe", serversAndTopic[1])
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", RECORDS_PER_BATCH)
                .load()
                .select(from_json(col("value").cast("string"), StructType.fromDDL(SCHEMA))
                        .as("event"))
                .select("event.*");
    }

    static void run(Dataset<Row> events, Path checkpoint, Path result) throws Exception {
        start(events, checkpoint, result).awaitTermination();
    }

    static StreamingQuery start(Dataset<Row> events, Path checkpoint, Path result) throws TimeoutException {
        return events.withWatermark("at", "10 seconds")
                .groupBy(window(col("at"), "10 seconds"), col("user"))
                .agg(count(lit(1)).as("events"), sum(col("amount")).as("total"))
                .select(col("window.start").as("start"), col("user"), col("events"), col("total"))
                .writeStream()
                .outputMode("append")
                .format("json")
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start(result.toString());
    }
}

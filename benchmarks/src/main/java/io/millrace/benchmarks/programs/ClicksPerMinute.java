package io.millrace.benchmarks.programs;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.window;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryProgress;
import io.millrace.streaming.Trigger;

/**
 * Events and cents of each user in each minute, from files of JSON lines, appended when the watermark has passed. Prints
 * the rows read in a second by all batches but the first.
 */
public final class ClicksPerMinute {
    private static final String SCHEMA = "id STRING, at TIMESTAMP, user STRING, page STRING, referrer STRING, cents BIGINT,"
            + " mobile BOOLEAN, agent STRING";

    private ClicksPerMinute() {}

    /**
     * Arguments: directory of the files, files in each batch, checkpoint, and the sink: {@code noop}, or {@code memory} to
     * print a digest of the rows instead of the speed.
     */
    public static void main(String[] arguments) throws Exception {
        String sink = arguments[3];
        try (Session session = Session.builder()
                .appName("clicks per minute")
                .master("local[2]")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            Dataset<Row> clicks = session.readStream()
                    .schema(SCHEMA)
                    .option("maxFilesPerTrigger", arguments[1])
                    .json(arguments[0]);
            StreamingQuery query = clicks.withWatermark("at", "1 minute")
                    .groupBy(window(col("at"), "1 minute"), col("user"))
                    .agg(count(lit(1)).alias("clicks"), sum("cents").alias("cents"))
                    .writeStream()
                    .queryName("per_minute")
                    .format(sink)
                    .outputMode("append")
                    .option("checkpointLocation", arguments[2])
                    .trigger(Trigger.AvailableNow())
                    .start();
            query.awaitTermination();
            if (sink.equals("memory")) {
                printDigest(session);
            } else {
                printRate(query.recentProgress());
            }
        }
    }

    private static void printRate(StreamingQueryProgress[] progress) {
        long rows = 0;
        long millis = 0;
        for (StreamingQueryProgress batch : progress) {
            if (batch.batchId() > 0 && batch.numInputRows() > 0) {
                rows += batch.numInputRows();
                millis += batch.durationMs().get("triggerExecution");
            }
        }
        System.out.println("result " + rows * 1000 / millis);
    }

    private static void printDigest(Session session) {
        Row digest = session.sql("SELECT count(*), sum(clicks), sum(cents),"
                        + " sum(hash(CAST(window.start AS STRING), CAST(window.end AS STRING), user, clicks, cents))"
                        + " FROM per_minute")
                .collectAsList()
                .get(0);
        System.out.println("result " + digest);
    }
}

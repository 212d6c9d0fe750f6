package io.millrace.benchmarks.programs;

import static io.millrace.Functions.col;

import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.Trigger;

/** One small batch from a file of JSON lines to the console. Prints the milliseconds since the JVM was asked for. */
public final class FirstBatch {
    private FirstBatch() {}

    /** Arguments: directory of the file, checkpoint, when the JVM was asked for in milliseconds since the epoch. */
    public static void main(String[] arguments) throws Exception {
        try (Session session = Session.builder()
                .appName("first batch")
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate()) {
            StreamingQuery query = session.readStream()
                    .schema("at TIMESTAMP, user STRING, page STRING, cents BIGINT")
                    .json(arguments[0])
                    .where(col("cents").gt(20_000))
                    .select(col("at"), col("user"), col("cents"))
                    .writeStream()
                    .format("console")
                    .option("checkpointLocation", arguments[1])
                    .trigger(Trigger.AvailableNow())
                    .start();
            query.awaitTermination();
            System.out.println("result " + (System.currentTimeMillis() - Long.parseLong(arguments[2])));
        }
    }
}

package io.millrace.benchmarks.programs;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;

import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryProgress;
import java.util.Arrays;

/**
 * Batches of ten rows, grouped, one after the other in update mode. Prints the median of the microseconds that a batch
 * takes from its begin to the next one's, over stretches of a quarter of a second after a warm-up.
 */
public final class SmallBatches {
    private static final int STRETCHES = 20;

    private SmallBatches() {}

    /** Arguments: checkpoint, whether files are forced, seconds to warm up. */
    public static void main(String[] arguments) throws Exception {
        try (Session session = Session.builder()
                .appName("small batches")
                .master("local[2]")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.ui.enabled", "false")
                .config("millrace.checkpoint.force", arguments[1])
                .getOrCreate()) {
            StreamingQuery query = session.readStream()
                    .format("rate-micro-batch")
                    .option("rowsPerBatch", 10)
                    .option("numPartitions", 1)
                    .load()
                    .groupBy(col("value").mod(5).alias("key"))
                    .agg(count(lit(1)).alias("rows"), sum("value").alias("total"))
                    .writeStream()
                    .format("noop")
                    .outputMode("update")
                    .option("checkpointLocation", arguments[0])
                    .start();
            Thread.sleep(1000 * Long.parseLong(arguments[2]));
            double[] micros = new double[STRETCHES];
            for (int i = 0; i < STRETCHES; i++) {
                micros[i] = stretch(query);
            }
            query.stop();
            Arrays.sort(micros);
            System.out.println("result " + Math.round(micros[STRETCHES / 2]));
        }
    }

    private static double stretch(StreamingQuery query) throws Exception {
        long started = System.nanoTime();
        long first = batch(query);
        long last = first;
        while (last == first) {
            Thread.sleep(250);
            last = batch(query);
        }
        return (System.nanoTime() - started) / 1000.0 / (last - first);
    }

    private static long batch(StreamingQuery query) {
        StreamingQueryProgress progress = query.lastProgress();
        return progress == null ? -1 : progress.batchId();
    }
}

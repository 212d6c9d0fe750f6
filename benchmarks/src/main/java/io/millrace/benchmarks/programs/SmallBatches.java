package io.millrace.benchmarks.programs;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;

import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Batches of ten rows, grouped, one after the other in update mode, in stretches of a quarter of a second after a warm-up.
 * Prints medians over the stretches: the microseconds from the begin of a batch to the next one's, how often a batch forces
 * a file, the microseconds that it waits for that, and those beyond. The JVM's own recorder times the forced writes.
 */
public final class SmallBatches {
    private static final int STRETCHES = 20;

    private SmallBatches() {}

    /** Some batches, and what was forced while they ran. */
    private record Stretch(Instant started, Instant ended, long batches, List<RecordedEvent> forced) {
        double micros() {
            return Duration.between(started, ended).toNanos() / 1000.0 / batches;
        }

        double forces() {
            return (double) forced.size() / batches;
        }

        double forcingMicros() {
            return forced.stream().mapToLong(event -> event.getDuration().toNanos()).sum() / 1000.0 / batches;
        }

        double microsBeyond() {
            return micros() - forcingMicros();
        }
    }

    /** Arguments: checkpoint, whether files are forced, seconds to warm up. */
    public static void main(String[] arguments) throws Exception {
        try (Session session = Session.builder()
                        .appName("small batches")
                        .master("local[2]")
                        .config("spark.sql.shuffle.partitions", "2")
                        .config("spark.ui.enabled", "false")
                        .config("millrace.checkpoint.force", arguments[1])
                        .getOrCreate();
                Recording recording = new Recording()) {
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
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            List<Stretch> stretches = new ArrayList<>();
            for (int i = 0; i < STRETCHES; i++) {
                stretches.add(stretch(query));
            }
            recording.stop();
            query.stop();
            attribute(recording, stretches);
            print("result", "%.0f", stretches, Stretch::micros);
            print("forces", "%.1f", stretches, Stretch::forces);
            print("forcing", "%.0f", stretches, Stretch::forcingMicros);
            print("beyond", "%.0f", stretches, Stretch::microsBeyond);
        }
    }

    private static Stretch stretch(StreamingQuery query) throws Exception {
        Instant started = Instant.now();
        long first = batch(query);
        long last = first;
        while (last == first) {
            Thread.sleep(250);
            last = batch(query);
        }
        return new Stretch(started, Instant.now(), last - first, new ArrayList<>());
    }

    private static long batch(StreamingQuery query) {
        StreamingQueryProgress progress = query.lastProgress();
        return progress == null ? -1 : progress.batchId();
    }

    private static void attribute(Recording recording, List<Stretch> stretches) throws Exception {
        Path file = Files.createTempFile("small-batches", ".jfr");
        try {
            recording.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                for (Stretch stretch : stretches) {
                    Instant time = event.getStartTime();
                    if (!time.isBefore(stretch.started()) && time.isBefore(stretch.ended())) {
                        stretch.forced().add(event);
                    }
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void print(
            String name, String format, List<Stretch> stretches, ToDoubleFunction<Stretch> figure) {
        double[] sorted = stretches.stream().mapToDouble(figure).sorted().toArray();
        System.out.println(name + " " + String.format(Locale.ROOT, format, sorted[STRETCHES / 2]));
    }
}

package io.millrace.cli.demo;

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

/** The job of the demo: what a user would write. */
final class ClickJob {
    private static final StructType CLICK = StructType.fromDDL(
            "user_id BIGINT, page_id INT, action STRING, amount DECIMAL(10,2), event_time TIMESTAMP");

    /** The name of the query that writes files. */
    static final String FILES = "files";

    private final Session session;
    private final DemoDirectory directory;

    ClickJob(Session session, DemoDirectory directory) {
        this.session = session;
        this.directory = directory;
    }

    /** What was bought through each campaign in every ten seconds, by the time of the clicks. */
    Dataset<Row> sales(String servers) {
        Dataset<Row> clicks = session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", servers)
                .option("subscribe", Clicks.TOPIC)
                .option("startingOffsets", "earliest")
                .load()
                .select(from_json(col("value").cast("string"), CLICK).as("click"))
                .select("click.*");
        Dataset<Row> pages = session.read()
                .option("header", "true")
                .schema("page_id INT, page STRING, campaign STRING")
                .csv(directory.pages().toString());
        return clicks.where(col("action").equalTo("buy"))
                .join(pages, "page_id")
                .withWatermark("event_time", "5 seconds")
                .groupBy(window(col("event_time"), "10 seconds"), col("campaign"))
                .agg(count(lit(1)).as("sales"), sum("amount").as("amount"))
                .select(
                        col("window.start").as("start"),
                        col("window.end").as("end"),
                        col("campaign"),
                        col("sales"),
                        col("amount"));
    }

    /** Windows that are complete, each once, as JSON files. */
    StreamingQuery toFiles(Dataset<Row> sales) throws TimeoutException {
        return write(sales, "json", "append", FILES, "2 seconds", directory.sales());
    }

    /** Windows that changed, as a table for each batch. */
    StreamingQuery toConsole(Dataset<Row> sales) throws TimeoutException {
        return write(sales, "console", "update", "console", "5 seconds", directory.sales());
    }

    private StreamingQuery write(Dataset<Row> rows, String format, String mode, String name, String interval, Path path)
            throws TimeoutException {
        return rows.writeStream()
                .format(format)
                .outputMode(mode)
                .queryName(name)
                .option("path", path.toString())
                .option("truncate", "false")
                .option("checkpointLocation", directory.checkpoint(name).toString())
                .trigger(Trigger.ProcessingTime(interval))
                .start();
    }
}

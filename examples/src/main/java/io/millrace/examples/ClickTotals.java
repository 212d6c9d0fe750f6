package io.millrace.examples;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.window;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.Trigger;

/**
 * Click events from JSON files: clicks and revenue of each campaign, minute by minute, written exactly once as JSON
 * files. Run it again with the same directories after adding files: it goes on where it was, and no minute is written
 * twice.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/ClickTotals.java \
 *     examples/data/clicks examples/data/ads.json /tmp/click-totals /tmp/click-checkpoint
 * </pre>
 */
public final class ClickTotals {
    private ClickTotals() {}

    /** Arguments: directory of clicks, file of ads, directory of results, and one for the checkpoint. */
    public static void main(String[] arguments) throws Exception {
        Session session =
                Session.builder().appName("ClickTotals").master("local[*]").getOrCreate();
        session.conf().set("spark.sql.session.timeZone", "UTC");
        Dataset<Row> ads = session.read().json(arguments[1]);
        Dataset<Row> events = session.readStream()
                .schema("user STRING, ad INT, action STRING, at TIMESTAMP")
                .json(arguments[0]);

        Dataset<Row> totals = events.where("action = 'click'")
                .withWatermark("at", "1 minute")
                .join(ads, "ad")
                .groupBy(window(col("at"), "1 minute"), col("campaign"))
                .agg(count(lit(1)).as("clicks"), sum("price").as("revenue"))
                .select("window.start", "campaign", "clicks", "revenue");

        totals.writeStream()
                .format("json")
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", arguments[3])
                .start(arguments[2])
                .awaitTermination();

        session.read()
                .schema("start TIMESTAMP, campaign STRING, clicks BIGINT, revenue BIGINT")
                .json(arguments[2])
                .orderBy("start", "campaign")
                .show();
        session.stop();
    }
}

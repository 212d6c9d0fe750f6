package io.millrace.examples;

import static io.millrace.Functions.broadcast;
import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.from_json;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.window;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.Trigger;
import io.millrace.types.StructType;

/**
 * Click events from a Kafka topic: clicks and revenue of each campaign, minute by minute, written exactly once as JSON
 * files. It ends when it has read what is there; run again it goes on where it was.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/KafkaClickTotals.java \
 *     localhost:9092 clicks examples/data/ads.json /tmp/click-totals /tmp/click-checkpoint
 * </pre>
 */
public final class KafkaClickTotals {
    private KafkaClickTotals() {}

    /** Arguments: bootstrap servers, topic, file of ads, directory of results, and one for the checkpoint. */
    public static void main(String[] arguments) throws Exception {
        Session session =
                Session.builder().appName("KafkaClickTotals").master("local[*]").getOrCreate();
        session.conf().set("spark.sql.session.timeZone", "UTC");
        Dataset<Row> ads = session.read().json(arguments[2]);
        Dataset<Row> records = session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", arguments[0])
                .option("subscribe", arguments[1])
                .option("startingOffsets", "earliest")
                .load();
        StructType event = StructType.fromDDL("user STRING, ad INT, action STRING, at TIMESTAMP");

        Dataset<Row> totals = records.select(
                        from_json(col("value").cast("string"), event).as("event"))
                .select("event.*")
                .where("action = 'click'")
                .withWatermark("at", "1 minute")
                .join(broadcast(ads), "ad")
                .groupBy(window(col("at"), "1 minute"), col("campaign"))
                .agg(count(lit(1)).as("clicks"), sum("price").as("revenue"))
                .select("window.start", "campaign", "clicks", "revenue");

        totals.writeStream()
                .format("json")
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", arguments[4])
                .start(arguments[3])
                .awaitTermination();

        session.read()
                .schema("start TIMESTAMP, campaign STRING, clicks BIGINT, revenue BIGINT")
                .json(arguments[3])
                .orderBy("start", "campaign")
                .show();
        session.stop();
    }
}

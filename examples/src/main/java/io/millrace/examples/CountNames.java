package io.millrace.examples;

import static io.millrace.Functions.col;
import static io.millrace.Functions.from_json;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.Trigger;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;

/**
 * Counts first names in a Kafka topic whose values are JSON such as <code>{"first": "Ann", "last": "Lee"}</code>, and
 * shows the five most frequent ones.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/CountNames.java localhost:9092 names
 * </pre>
 */
public final class CountNames {
    private CountNames() {}

    /** Arguments: the bootstrap servers, and the topic. */
    public static void main(String[] arguments) throws Exception {
        Session session =
                Session.builder().appName("CountNames").master("local[*]").getOrCreate();
        StructType person = new StructType().add("first", DataTypes.StringType).add("last", DataTypes.StringType);
        Dataset<Row> records = session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", arguments[0])
                .option("subscribe", arguments[1])
                .option("startingOffsets", "earliest")
                .load();

        StreamingQuery query = records.select(
                        from_json(col("value").cast("string"), person).as("name"))
                .select(col("name.first"))
                .groupBy("first")
                .count()
                .writeStream()
                .format("memory")
                .queryName("kafkaSource")
                .outputMode("complete")
                .trigger(Trigger.ProcessingTime("1 second"))
                .start();

        query.processAllAvailable();
        session.sql("SELECT first, count FROM kafkaSource ORDER BY count DESC, first LIMIT 5")
                .show();
        query.stop();
        session.stop();
    }
}

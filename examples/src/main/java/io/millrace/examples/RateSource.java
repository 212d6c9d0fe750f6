package io.millrace.examples;

import static io.millrace.Functions.col;
import static io.millrace.Functions.min;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;

/**
 * Lets the rate source make ten rows a second for two seconds, and shows that they are evenly spaced in time.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/RateSource.java
 * </pre>
 */
public final class RateSource {
    private static final int ROWS = 20;

    private RateSource() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        Session session =
                Session.builder().appName("RateSource").master("local[*]").getOrCreate();
        Dataset<Row> ticks =
                session.readStream().format("rate").option("rowsPerSecond", 10).load();
        ticks.printSchema();

        StreamingQuery query = ticks.writeStream()
                .format("memory")
                .queryName("ticks")
                .outputMode("append")
                .start();
        while (session.table("ticks").count() < ROWS) {
            query.awaitTermination(100);
        }
        query.stop();

        Dataset<Row> first = session.table("ticks").where("value < " + ROWS);
        first.crossJoin(first.agg(min("timestamp").as("start")))
                .select(col("value"), col("timestamp").minus(col("start")).as("after"))
                .orderBy("value")
                .show(ROWS, false);
        session.stop();
    }
}

package io.millrace.examples;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.Trigger;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Watches a directory: whatever JSON file is put there becomes rows of a table in memory, which SQL can query. Press
 * Enter to look at the table again, Ctrl-D to end.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/WatchDirectory.java examples/data/emp /tmp/watch-checkpoint
 * </pre>
 */
public final class WatchDirectory {
    private WatchDirectory() {}

    /** Arguments: the directory, and an empty one for the checkpoint. */
    public static void main(String[] arguments) throws Exception {
        Session session =
                Session.builder().appName("WatchDirectory").master("local[*]").getOrCreate();
        Dataset<Row> employees =
                session.readStream().schema("emp_id INT, emp_name STRING").json(arguments[0]);

        StreamingQuery query = employees
                .select("emp_id", "emp_name")
                .writeStream()
                .format("memory")
                .queryName("fileSource")
                .outputMode("update")
                .trigger(Trigger.ProcessingTime("1 second"))
                .option("checkpointLocation", arguments[1])
                .start();

        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        do {
            query.processAllAvailable();
            session.sql("SELECT * FROM fileSource ORDER BY emp_id").show();
        } while (input.readLine() != null);
        query.stop();
        session.stop();
    }
}

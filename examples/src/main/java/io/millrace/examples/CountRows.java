package io.millrace.examples;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.Trigger;

/**
 * Counts the rows of all files in a directory. Run it again with the same checkpoint after adding a file: it goes on
 * counting where it was. A file that was read is not read again, even if lines are appended to it.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/CountRows.java examples/data/emp /tmp/count-checkpoint
 * </pre>
 */
public final class CountRows {
    private CountRows() {}

    /** Arguments: the directory, and one for the checkpoint. */
    public static void main(String[] arguments) throws Exception {
        Session session =
                Session.builder().appName("CountRows").master("local[*]").getOrCreate();
        Dataset<Row> rows =
                session.readStream().schema("emp_id INT, emp_name STRING").json(arguments[0]);

        rows.groupBy()
                .count()
                .writeStream()
                .format("console")
                .outputMode("complete")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", arguments[1])
                .start()
                .awaitTermination();
        session.stop();
    }
}

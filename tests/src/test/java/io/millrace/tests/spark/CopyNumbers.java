package io.millrace.tests.spark;

import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.Trigger;

/**
 * Copies what has come to a directory of JSON files into another one, a batch for each file, and prints all numbers that
 * are there then. For Millrace and for Spark.
 */
public final class CopyNumbers {
    private CopyNumbers() {}

    /** Arguments: input, checkpoint and result. */
    public static void main(String[] arguments) throws Exception {
        Session session = Session.builder()
                .appName("copy")
                .master("local[2]")
                // So that each engine finds compact logs of the other.
                .config("spark.sql.streaming.fileSource.log.compactInterval", "3")
                .config("spark.sql.streaming.fileSink.log.compactInterval", "3")
                .getOrCreate();
        session.readStream()
                .schema("n BIGINT, text STRING")
                .option("maxFilesPerTrigger", 1)
                .json(arguments[0])
                .where("n >= 0")
                .writeStream()
                .format("json")
                .option("path", arguments[2])
                .option("checkpointLocation", arguments[1])
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        for (Row row : session.read()
                .schema("n BIGINT, text STRING")
                .json(arguments[2])
                .orderBy("n")
                .collectAsList()) {
            System.out.println(row.getLong(0) + " " + row.getString(1));
        }
        session.stop();
    }
}

package io.millrace.examples;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;

/**
 * Reads a file of JSON lines once and prints its schema, found by looking at the data, and its rows.
 *
 * <pre>
 * ./millrace run examples/src/main/java/io/millrace/examples/ReadJson.java examples/data/emp/emp.json
 * </pre>
 */
public final class ReadJson {
    private ReadJson() {}

    /** Argument: a file or a directory. */
    public static void main(String[] arguments) {
        Session session =
                Session.builder().appName("ReadJson").master("local[*]").getOrCreate();
        Dataset<Row> employees = session.read().json(arguments[0]);
        employees.printSchema();
        employees.show();
        session.stop();
    }
}

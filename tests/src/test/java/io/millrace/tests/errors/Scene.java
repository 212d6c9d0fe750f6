package io.millrace.tests.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.DataStreamReader;
import io.millrace.streaming.DataStreamWriter;
import io.millrace.streaming.StreamingQuery;
import io.millrace.tests.JsonFiles;
import java.nio.file.Path;

/**
 * What one attempt to do something wrong works with.
 *
 * @param session a session of its own
 * @param directory an empty directory of its own
 */
record Scene(Session session, Path directory) {
    /** How long a query may take to fail. */
    static final long PATIENCE_MILLIS = 60_000;

    /** Something wrong. */
    interface Attempt {
        void run(Scene scene) throws Exception;
    }

    DataStreamReader reader(String format) {
        return session.readStream().format(format);
    }

    Dataset<Row> rate() {
        return reader("rate").load();
    }

    /** An aggregate without a watermark. */
    Dataset<Row> counts() {
        return rate().groupBy("value").count();
    }

    /** A stream of JSON files that hold one line each. */
    DataStreamReader lines(String... lines) {
        JsonFiles files = new JsonFiles(directory.resolve("input"));
        for (String line : lines) {
            files.add(java.util.List.of(line));
        }
        return session.readStream()
                .schema("n bigint")
                .format("json")
                .option("path", files.directory().toString());
    }

    Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    /** Writes to nowhere, from a checkpoint that stays. */
    DataStreamWriter<Row> nowhere(Dataset<Row> rows) {
        return rows.writeStream()
                .format("noop")
                .option("checkpointLocation", checkpoint().toString());
    }

    /** Runs a query until everything there is has been read; it must not fail. */
    void complete(DataStreamWriter<Row> writer) throws Exception {
        StreamingQuery query = writer.start();
        query.processAllAvailable();
        query.stop();
    }

    /** Waits for the failure of a query, and throws it; a query that does not end in time is an error of its own. */
    void await(StreamingQuery query) throws Exception {
        assertThat(query.awaitTermination(PATIENCE_MILLIS)).as("the query ends").isFalse();
        throw new AssertionError("The query still runs: " + query.status());
    }

    void awaitStart(DataStreamWriter<Row> writer) throws Exception {
        await(writer.start());
    }
}

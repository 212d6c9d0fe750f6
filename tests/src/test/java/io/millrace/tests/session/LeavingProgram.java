package io.millrace.tests.session;

import static io.millrace.tests.Eventually.eventually;

import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import java.nio.file.Path;

/** A program that runs a query, closes its session, and returns from main. */
final class LeavingProgram {
    static final String CLOSED = "session closed";

    private LeavingProgram() {}

    /** @param arguments a directory to work in; {@code forget}, if the session is not to be closed */
    public static void main(String[] arguments) throws Exception {
        Session session = Session.builder().master("local[2]").create();
        session.streams().addListener(new RecordingListener());
        StreamingQuery query = session.readStream()
                .format("rate")
                .load()
                .writeStream()
                .format("json")
                .option("checkpointLocation", Path.of(arguments[0], "checkpoint").toString())
                .start(Path.of(arguments[0], "result").toString());
        eventually("a batch", () -> query.lastProgress() != null);
        if (arguments.length == 1) {
            session.close();
        }
        System.out.println(CLOSED);
    }
}

package io.millrace.tests.crash;

import io.millrace.Session;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryException;
import io.millrace.tests.JsonFiles;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** Copies a stream of files until somebody else uses its checkpoint. */
final class CopyProgram {
    private CopyProgram() {}

    /** @param arguments input, checkpoint and result */
    public static void main(String[] arguments) throws Exception {
        try (Session session = WindowJob.open()) {
            start(session, Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]))
                    .awaitTermination();
        } catch (StreamingQueryException e) {
            System.out.println("FAILED " + e.getMessage());
        }
    }

    static StreamingQuery start(Session session, Path input, Path checkpoint, Path result) throws TimeoutException {
        return new JsonFiles(input)
                .stream(session)
                        .writeStream()
                        .format("json")
                        .option("checkpointLocation", checkpoint.toString())
                        .start(result.toString());
    }
}

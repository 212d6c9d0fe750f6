package io.millrace.engine.microbatch;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.streaming.StreamingQueryException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what went wrong in a query into what its user sees. */
final class QueryFailures {
    private QueryFailures() {}

    /** The failure of a query, with what it was doing: offsets, state and plan. */
    static StreamingQueryException describe(
            QueryDefinition query, MicroBatchLoop loop, Throwable failure, long timeMillis) {
        Throwable cause = failure instanceof UncheckedIOException io ? io.getCause() : failure;
        String causeMessage = String.valueOf(cause.getMessage());
        ErrorDetail detail = ErrorDetail.of(
                ErrorCondition.STREAM_FAILED,
                "id", query.id().toString(),
                "runId", query.runId().toString(),
                "message", causeMessage);
        Map<String, String> committed = StreamingQueryRun.offsets(loop.sources(), true);
        Map<String, String> available = StreamingQueryRun.offsets(loop.sources(), false);
        String state = """
                === Streaming Query ===
                Identifier: %s
                Current Committed Offsets: %s
                Current Available Offsets: %s

                Current State: ACTIVE
                Thread State: RUNNABLE

                Logical Plan:
                %s""".formatted(query.label(), map(committed), map(available), query.logicalPlan());
        return new StreamingQueryException(
                detail, state, unwrapped(cause), offsets(loop, true), offsets(loop, false), timeMillis);
    }

    private static String map(Map<String, String> offsets) {
        return offsets.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** {@code [{"logOffset":0}]}, with - for a source without an offset. */
    private static String offsets(MicroBatchLoop loop, boolean committed) {
        return loop.sources().stream()
                .map(source -> committed ? source.start() : source.end())
                .map(offset -> offset.map(Object::toString).orElse("-"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** The condition of a failure, for listeners. */
    static Optional<String> condition(Throwable failure) {
        return failure instanceof MillraceThrowable known ? Optional.of(known.getCondition()) : Optional.empty();
    }

    /** What the program's own code threw is the cause itself, without our wrapper. */
    private static Throwable unwrapped(Throwable failure) {
        boolean fromUser = failure instanceof MillraceThrowable known
                && (known.detail().condition() == ErrorCondition.FOREACH_BATCH_USER_FUNCTION_ERROR
                        || known.detail().condition() == ErrorCondition.FOREACH_USER_FUNCTION_ERROR);
        return fromUser && failure.getCause() != null ? failure.getCause() : failure;
    }
}

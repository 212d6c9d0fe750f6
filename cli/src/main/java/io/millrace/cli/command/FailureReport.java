package io.millrace.cli.command;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceThrowable;
import java.io.PrintStream;
import java.util.Optional;

/** Prints a failure as its user needs it: condition and text, the place in the SQL, what to do, and no stack trace. */
public final class FailureReport {
    private FailureReport() {}

    /**
     * Prints a failure.
     *
     * @param verbose whether to add the stack trace
     */
    public static void print(Throwable failure, boolean verbose, PrintStream err) {
        err.println("error: " + text(failure));
        named(failure).flatMap(FailureReport::hint).ifPresent(hint -> err.println("hint: " + hint));
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof MillraceThrowable) {
            return message;
        }
        String name = failure.getClass().getSimpleName();
        return message == null ? name + " (--verbose shows where)" : name + ": " + message;
    }

    /** The innermost failure that has a condition: the one that says what to do. */
    private static Optional<MillraceThrowable> named(Throwable failure) {
        Optional<MillraceThrowable> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MillraceThrowable known) {
                found = Optional.of(known);
            }
        }
        return found;
    }

    private static Optional<String> hint(MillraceThrowable failure) {
        if (!(failure.detail().condition() instanceof ErrorCondition condition)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (condition) {
                    case KAFKA_UNREACHABLE -> "'millrace kafka' starts a broker to try things with.";
                    case KAFKA_TOPIC_NOT_FOUND ->
                        "'millrace kafka --topics name:partitions' starts a broker with topics.";
                    case TABLE_OR_VIEW_NOT_FOUND ->
                        "Each start begins without tables; CREATE TEMPORARY VIEW in the same script makes one.";
                    case DATA_SOURCE_NOT_FOUND, LEGACY_1140 ->
                        "Programs that 'millrace run' starts have every connector of this build.";
                    default -> null;
                });
    }
}

package io.millrace.engine.scheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

/** Carries failures of tasks to the thread that waits for them. */
public final class Failures {
    private Failures() {}

    /** The failure as something that may be thrown anywhere; an {@code Error} is thrown at once. */
    public static RuntimeException unchecked(Throwable failure) {
        return switch (failure) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            case IOException io -> new UncheckedIOException(io);
            case InterruptedException interrupted -> {
                Thread.currentThread().interrupt();
                CancellationException cancelled = new CancellationException("The query was interrupted");
                cancelled.initCause(interrupted);
                yield cancelled;
            }
            default -> new IllegalStateException(failure);
        };
    }
}

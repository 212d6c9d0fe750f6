package io.millrace.streaming;

import io.millrace.Session;
import io.millrace.plan.Engine;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** A query of the engine as users see it; equal to any other view of the same run. */
record HandledQuery(Session sparkSession, Engine.QueryHandle handle) implements StreamingQuery {
    private static final long FOREVER = 0;

    @Override
    public String name() {
        return handle.name();
    }

    @Override
    public UUID id() {
        return handle.id();
    }

    @Override
    public UUID runId() {
        return handle.runId();
    }

    @Override
    public boolean isActive() {
        return handle.isActive();
    }

    @Override
    public Optional<StreamingQueryException> exception() {
        return handle.exception().map(StreamingQueryException.class::cast);
    }

    @Override
    public StreamingQueryStatus status() {
        return new StreamingQueryStatus(JsonObject.parse(handle.status()));
    }

    @Override
    public StreamingQueryProgress[] recentProgress() {
        return handle.recentProgress().stream()
                .map(json -> new StreamingQueryProgress(JsonObject.parse(json)))
                .toArray(StreamingQueryProgress[]::new);
    }

    @Override
    public StreamingQueryProgress lastProgress() {
        return handle.lastProgress()
                .map(json -> new StreamingQueryProgress(JsonObject.parse(json)))
                .orElse(null);
    }

    @Override
    public void awaitTermination() throws StreamingQueryException {
        handle.awaitTermination(FOREVER);
    }

    @Override
    public boolean awaitTermination(long timeoutMs) throws StreamingQueryException {
        return handle.awaitTermination(requirePositive(timeoutMs));
    }

    /** Refuses a time-out that is not positive. */
    static long requirePositive(long timeoutMs) {
        if (timeoutMs <= 0) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTION_VALUE,
                    "option",
                    "timeoutMs",
                    "accepted",
                    "positive numbers",
                    "value",
                    String.valueOf(timeoutMs)));
        }
        return timeoutMs;
    }

    @Override
    public void processAllAvailable() {
        handle.processAllAvailable();
    }

    @Override
    public void stop() throws TimeoutException {
        handle.stop();
    }

    @Override
    public void explain() {
        explain(false);
    }

    @Override
    public void explain(boolean extended) {
        System.out.println(handle.explain(extended));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HandledQuery that && that.runId().equals(runId());
    }

    @Override
    public int hashCode() {
        return runId().hashCode();
    }

    @Override
    public String toString() {
        return (name() == null ? "" : name() + " ") + "[id = " + id() + ", runId = " + runId() + "]";
    }
}

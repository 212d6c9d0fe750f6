package io.millrace.spark;

import io.millrace.plan.Engine.QueryHandle;
import io.millrace.spark.value.SparkErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import scala.Option;

/** A streaming query of Spark. */
record SparkQuery(StreamingQuery query) implements QueryHandle {
    @Override
    public UUID id() {
        return query.id();
    }

    @Override
    public UUID runId() {
        return query.runId();
    }

    @Override
    public String name() {
        return query.name();
    }

    @Override
    public boolean isActive() {
        return query.isActive();
    }

    @Override
    public Optional<String> lastProgress() {
        return Optional.ofNullable(query.lastProgress()).map(StreamingQueryProgress::json);
    }

    @Override
    public List<String> recentProgress() {
        return Arrays.stream(query.recentProgress())
                .map(StreamingQueryProgress::json)
                .toList();
    }

    @Override
    public String status() {
        return query.status().json();
    }

    @Override
    public Optional<Exception> exception() {
        Option<StreamingQueryException> failure = query.exception();
        return failure.isEmpty() ? Optional.empty() : Optional.of((Exception) SparkErrors.translate(failure.get()));
    }

    @Override
    public boolean awaitTermination(long milliseconds) {
        return SparkErrors.translating(() -> {
            if (milliseconds > 0) {
                return query.awaitTermination(milliseconds);
            }
            query.awaitTermination();
            return true;
        });
    }

    @Override
    public void processAllAvailable() {
        SparkErrors.translating(() -> {
            query.processAllAvailable();
            return null;
        });
    }

    @Override
    public void stop() {
        SparkErrors.translating(() -> {
            query.stop();
            return null;
        });
    }

    @Override
    public String explain(boolean extended) {
        return ((StreamingQueryWrapper) query).explainInternal(extended);
    }
}

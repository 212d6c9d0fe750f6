package io.millrace.streaming;

import java.util.Map;

/** What a trigger read from one source. Offsets are JSON, or null. */
public final class SourceProgress {
    private final JsonObject progress;

    SourceProgress(JsonObject progress) {
        this.progress = progress;
    }

    public String description() {
        return progress.text("description");
    }

    public String startOffset() {
        return progress.json("startOffset");
    }

    public String endOffset() {
        return progress.json("endOffset");
    }

    public String latestOffset() {
        return progress.json("latestOffset");
    }

    public long numInputRows() {
        return progress.number("numInputRows");
    }

    public double inputRowsPerSecond() {
        return progress.decimal("inputRowsPerSecond");
    }

    public double processedRowsPerSecond() {
        return progress.decimal("processedRowsPerSecond");
    }

    public Map<String, String> metrics() {
        return progress.texts("metrics");
    }

    public String json() {
        return progress.compact();
    }

    public String prettyJson() {
        return progress.pretty();
    }

    @Override
    public String toString() {
        return prettyJson();
    }
}

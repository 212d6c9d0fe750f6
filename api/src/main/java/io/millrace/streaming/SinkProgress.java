package io.millrace.streaming;

import java.util.Map;

/** What a trigger wrote. */
public final class SinkProgress {
    private final JsonObject progress;

    SinkProgress(JsonObject progress) {
        this.progress = progress;
    }

    public String description() {
        return progress.text("description");
    }

    /** The number of rows, or -1 if the sink cannot tell. */
    public long numOutputRows() {
        return progress.number("numOutputRows");
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

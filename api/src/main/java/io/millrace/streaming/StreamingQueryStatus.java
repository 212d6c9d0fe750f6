package io.millrace.streaming;

/** What a streaming query is doing. */
public final class StreamingQueryStatus {
    private final JsonObject status;

    StreamingQueryStatus(JsonObject status) {
        this.status = status;
    }

    public String message() {
        return status.text("message");
    }

    public boolean isDataAvailable() {
        return status.flag("isDataAvailable");
    }

    public boolean isTriggerActive() {
        return status.flag("isTriggerActive");
    }

    public String json() {
        return status.compact();
    }

    public String prettyJson() {
        return status.pretty();
    }

    @Override
    public String toString() {
        return prettyJson();
    }
}

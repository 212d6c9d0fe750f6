package io.millrace.streaming;

import java.util.Map;

/** What a trigger did to the state of one operator. */
public final class StateOperatorProgress {
    private final JsonObject progress;

    StateOperatorProgress(JsonObject progress) {
        this.progress = progress;
    }

    public String operatorName() {
        return progress.text("operatorName");
    }

    public long numRowsTotal() {
        return progress.number("numRowsTotal");
    }

    public long numRowsUpdated() {
        return progress.number("numRowsUpdated");
    }

    public long allUpdatesTimeMs() {
        return progress.number("allUpdatesTimeMs");
    }

    public long numRowsRemoved() {
        return progress.number("numRowsRemoved");
    }

    public long allRemovalsTimeMs() {
        return progress.number("allRemovalsTimeMs");
    }

    public long commitTimeMs() {
        return progress.number("commitTimeMs");
    }

    public long memoryUsedBytes() {
        return progress.number("memoryUsedBytes");
    }

    public long numRowsDroppedByWatermark() {
        return progress.number("numRowsDroppedByWatermark");
    }

    public long numShufflePartitions() {
        return progress.number("numShufflePartitions");
    }

    public long numStateStoreInstances() {
        return progress.number("numStateStoreInstances");
    }

    public Map<String, Long> customMetrics() {
        return progress.numbers("customMetrics");
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

package io.millrace.streaming;

import io.millrace.JavaValues;
import io.millrace.Row;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.util.Map;
import java.util.UUID;

/** What one trigger of a streaming query did. */
public final class StreamingQueryProgress {
    private final JsonObject progress;

    StreamingQueryProgress(JsonObject progress) {
        this.progress = progress;
    }

    public UUID id() {
        return progress.uuid("id");
    }

    public UUID runId() {
        return progress.uuid("runId");
    }

    /** The name, or null. */
    public String name() {
        return progress.text("name");
    }

    /** When the trigger began, in UTC. */
    public String timestamp() {
        return progress.text("timestamp");
    }

    public long batchId() {
        return progress.number("batchId");
    }

    /** Milliseconds. */
    public long batchDuration() {
        return progress.number("batchDuration");
    }

    /** Milliseconds by phase. */
    public Map<String, Long> durationMs() {
        return progress.numbers("durationMs");
    }

    /** The watermark, and statistics of event time, as timestamps. */
    public Map<String, String> eventTime() {
        return progress.texts("eventTime");
    }

    public StateOperatorProgress[] stateOperators() {
        return progress.objects("stateOperators").stream()
                .map(StateOperatorProgress::new)
                .toArray(StateOperatorProgress[]::new);
    }

    public SourceProgress[] sources() {
        return progress.objects("sources").stream().map(SourceProgress::new).toArray(SourceProgress[]::new);
    }

    public SinkProgress sink() {
        return new SinkProgress(progress.object("sink"));
    }

    /** The figures of {@code Dataset.observe}, by their name. */
    public Map<String, Row> observedMetrics() {
        return progress.map("observedMetrics", StreamingQueryProgress::row);
    }

    private static Row row(Object metrics) {
        StructType schema = new StructType();
        Object[] cells = new Object[((Map<?, ?>) metrics).size()];
        int next = 0;
        for (Map.Entry<?, ?> metric : ((Map<?, ?>) metrics).entrySet()) {
            DataType type = typeOf(metric.getValue());
            schema = schema.add((String) metric.getKey(), type);
            cells[next++] = type.equals(DataTypes.StringType) && metric.getValue() != null
                    ? metric.getValue().toString()
                    : metric.getValue();
        }
        return JavaValues.toRow(cells, schema, false);
    }

    private static DataType typeOf(Object value) {
        return switch (value) {
            case Long number -> DataTypes.LongType;
            case Double number -> DataTypes.DoubleType;
            case Boolean flag -> DataTypes.BooleanType;
            case null -> DataTypes.NullType;
            default -> DataTypes.StringType;
        };
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

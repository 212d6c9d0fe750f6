package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamingQueryProgressTest {
    private static final String JSON = "{\"id\":\"5f3f4a0e-0d3b-4d5e-8f56-0a1b2c3d4e5f\","
            + "\"runId\":\"6f3f4a0e-0d3b-4d5e-8f56-0a1b2c3d4e5f\",\"name\":null,"
            + "\"timestamp\":\"2026-11-20T11:58:59.068Z\",\"batchId\":3,\"batchDuration\":12,\"numInputRows\":5,"
            + "\"inputRowsPerSecond\":0.5,\"processedRowsPerSecond\":2.5,\"durationMs\":{\"latestOffset\":1},"
            + "\"eventTime\":{\"watermark\":\"1970-01-01T00:00:00.000Z\"},\"stateOperators\":[],"
            + "\"sources\":[{\"description\":\"s\",\"startOffset\":null,\"endOffset\":{\"t\":{\"0\":1}},"
            + "\"latestOffset\":7,\"numInputRows\":5}],\"sink\":{\"description\":\"k\",\"numOutputRows\":-1},"
            + "\"observedMetrics\":{\"obs\":{\"c\":2,\"m\":1.5,\"s\":\"x\",\"n\":null}}}";

    @Test
    void readsTheEnginesJsonAndKeepsIt() {
        StreamingQueryProgress progress = new StreamingQueryProgress(JsonObject.parse(JSON));
        assertThat(progress.json()).isEqualTo(JSON);
        assertThat(progress.name()).isNull();
        assertThat(progress.batchId()).isEqualTo(3);
        assertThat(progress.durationMs()).containsEntry("latestOffset", 1L);
        assertThat(progress.eventTime()).containsKey("watermark");
        assertThat(progress.stateOperators()).isEmpty();
        assertThat(progress.sources()[0].startOffset()).isNull();
        assertThat(progress.sources()[0].endOffset()).isEqualTo("{\"t\":{\"0\":1}}");
        assertThat(progress.sources()[0].latestOffset()).isEqualTo("7");
        assertThat(progress.sink().numOutputRows()).isEqualTo(-1);
        assertThat(progress.observedMetrics().get("obs").<Long>getAs("c")).isEqualTo(2L);
        assertThat(progress.observedMetrics().get("obs").isNullAt(3)).isTrue();
    }
}

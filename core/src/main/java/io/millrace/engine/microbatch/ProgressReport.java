package io.millrace.engine.microbatch;

import io.millrace.engine.state.StateMetrics;
import io.millrace.spi.json.Json;
import io.millrace.spi.source.Offset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the progress of a trigger as a JSON object in Spark's form. */
final class ProgressReport {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final QueryDefinition query;

    ProgressReport(QueryDefinition query) {
        this.query = query;
    }

    /**
     * @param previousStart when the trigger before this one started; empty for the first
     * @param ends the range of each source: start and end, before the batch moved them on
     * @param outcome empty for a trigger that found nothing to do
     */
    record Trigger(
            long startMillis,
            long endMillis,
            Optional<Long> previousStart,
            Durations durations,
            long batchId,
            List<Range> ends,
            Optional<MicroBatchLoop.Outcome> outcome) {}

    /** What a trigger read of one source. */
    record Range(SourceState source, Optional<Offset> start, Optional<Offset> end) {}

    Map<String, Object> build(Trigger trigger, MicroBatchLoop loop) {
        long duration = trigger.endMillis() - trigger.startMillis();
        double inputSeconds = trigger.previousStart()
                .map(previous -> (trigger.startMillis() - previous) / 1000.0)
                .orElse(Double.POSITIVE_INFINITY);
        double processedSeconds = Math.max(1, duration) / 1000.0;
        long rows = trigger.outcome()
                .map(outcome -> outcome.rowsRead().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .orElse(0L);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("id", query.id().toString());
        report.put("runId", query.runId().toString());
        report.put("name", query.name().orElse(null));
        report.put("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(trigger.startMillis())));
        report.put("batchId", trigger.batchId());
        report.put("batchDuration", duration);
        report.put("numInputRows", rows);
        putRate(report, "inputRowsPerSecond", rows / inputSeconds);
        putRate(report, "processedRowsPerSecond", rows / processedSeconds);
        Map<String, Object> durations = trigger.durations().millis();
        durations.put("triggerExecution", duration);
        report.put("durationMs", durations);
        if (loop.watermark().isDefined()) {
            report.put("eventTime", eventTime(trigger, loop));
        }
        report.put("stateOperators", stateOperators(loop, trigger.outcome().isEmpty()));
        List<Object> sources = new ArrayList<>();
        for (Range range : trigger.ends()) {
            sources.add(source(range, trigger, inputSeconds, processedSeconds));
        }
        report.put("sources", sources);
        Map<String, Object> sink = new LinkedHashMap<>();
        sink.put("description", query.sink().description());
        sink.put(
                "numOutputRows",
                trigger.outcome().map(MicroBatchLoop.Outcome::rowsWritten).orElse(-1L));
        report.put("sink", sink);
        return report;
    }

    /** Rates have one decimal in JSON; what is no number is left out. */
    private static void putRate(Map<String, Object> target, String name, double rate) {
        if (Double.isFinite(rate)) {
            target.put(name, Math.round(rate * 10) / 10.0);
        }
    }

    private static Map<String, Object> eventTime(Trigger trigger, MicroBatchLoop loop) {
        Map<String, Object> eventTime = new TreeMap<>();
        long watermark = trigger.outcome()
                .map(MicroBatchLoop.Outcome::watermarkMillis)
                .orElse(loop.watermark().current());
        eventTime.put("watermark", format(watermark));
        trigger.outcome()
                .flatMap(outcome -> outcome.eventTimes().all().stream().findFirst())
                .ifPresent(seen -> {
                    eventTime.put("max", format(seen.maxMillis()));
                    eventTime.put("min", format(seen.minMillis()));
                    eventTime.put("avg", format(seen.averageMillis()));
                });
        return eventTime;
    }

    private static String format(long millis) {
        return TIMESTAMP.format(Instant.ofEpochMilli(millis));
    }

    private static List<Object> stateOperators(MicroBatchLoop loop, boolean idle) {
        List<Object> operators = new ArrayList<>();
        for (StateMetrics store : loop.state().metrics()) {
            int shards = loop.operators().shards();
            Map<String, Object> operator = new LinkedHashMap<>();
            operator.put("operatorName", store.operatorName());
            operator.put("numRowsTotal", store.rowsTotal());
            operator.put("numRowsUpdated", idle ? 0 : store.rowsUpdated());
            operator.put("allUpdatesTimeMs", idle ? 0 : loop.operators().updateMillis(store.storeId()));
            operator.put("numRowsRemoved", idle ? 0 : store.rowsRemoved());
            operator.put("allRemovalsTimeMs", idle ? 0 : loop.operators().removalMillis(store.storeId()));
            operator.put("commitTimeMs", store.commitMillis());
            operator.put("memoryUsedBytes", store.memoryUsedBytes());
            operator.put(
                    "numRowsDroppedByWatermark", idle ? 0 : loop.operators().droppedRows(store.storeId()));
            operator.put("numShufflePartitions", shards);
            operator.put("numStateStoreInstances", shards);
            operator.put("customMetrics", idle ? Map.of() : loop.operators().customMetrics(store.storeId()));
            operators.add(operator);
        }
        return operators;
    }

    private static Map<String, Object> source(
            Range range, Trigger trigger, double inputSeconds, double processedSeconds) {
        SourceState state = range.source();
        long rows = trigger.outcome()
                .map(outcome -> outcome.rowsRead().getOrDefault(state.relation(), 0L))
                .orElse(0L);
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("description", state.source().description());
        source.put("startOffset", json(range.start()));
        source.put("endOffset", json(range.end()));
        source.put("latestOffset", json(state.source().newest()));
        source.put("numInputRows", rows);
        putRate(source, "inputRowsPerSecond", rows / inputSeconds);
        putRate(source, "processedRowsPerSecond", rows / processedSeconds);
        Map<String, String> metrics = state.source().metrics(range.end());
        if (!metrics.isEmpty()) {
            source.put("metrics", new TreeMap<>(metrics));
        }
        return source;
    }

    private static Object json(Optional<Offset> offset) {
        return offset.map(o -> Json.parse(o.json())).orElse(null);
    }
}

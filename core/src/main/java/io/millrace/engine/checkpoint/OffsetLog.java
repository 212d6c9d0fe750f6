package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import io.millrace.spi.source.Offset;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What each batch is, written before it starts: {@code <checkpoint>/offsets/<batch>}, byte for byte as Spark's version 1.
 *
 * <pre>
 *   v1
 *   {"batchWatermarkMs":0,"batchTimestampMs":1795175945364,"conf":{…}}      an empty line means: unknown
 *   {"logOffset":0}                                                        one line per source; - for none
 * </pre>
 */
public final class OffsetLog {
    private static final String NO_OFFSET = "-";

    private final BatchLog log;

    /**
     * One batch.
     *
     * @param watermarkMillis the watermark that the batch uses
     * @param timestampMillis the clock of the batch
     * @param configuration the settings that are frozen for the life of the checkpoint
     * @param offsets where each source's range ends; empty for a source that has given nothing yet
     */
    public record Entry(
            long watermarkMillis,
            long timestampMillis,
            Map<String, String> configuration,
            List<Optional<Offset>> offsets) {
        public Entry {
            configuration = new LinkedHashMap<>(configuration);
            offsets = List.copyOf(offsets);
        }
    }

    public OffsetLog(CheckpointStore checkpoint) {
        this.log = new BatchLog(checkpoint, "offsets");
    }

    /** The newest batch that was begun. */
    public OptionalLong latest() throws IOException {
        return log.latest();
    }

    /** A batch, which must be there. */
    public Entry require(long batchId) throws IOException {
        return get(batchId)
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                        ErrorCondition.MISSING_LOG_BATCH,
                        "path", log.location(),
                        "batchId", String.valueOf(batchId))));
    }

    public Optional<Entry> get(long batchId) throws IOException {
        Optional<List<String>> lines = log.read(batchId);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (lines.get().isEmpty()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.INCOMPLETE_LOG_FILE, "path", log.location() + "/" + batchId));
        }
        List<Optional<Offset>> offsets = new ArrayList<>();
        for (String line : lines.get().subList(1, lines.get().size())) {
            offsets.add(line.equals(NO_OFFSET) ? Optional.empty() : Optional.of(new Offset(line)));
        }
        Map<String, Object> metadata = metadata(lines.get().getFirst());
        Map<String, String> configuration = new LinkedHashMap<>();
        if (metadata.get("conf") instanceof Map<?, ?> recorded) {
            recorded.forEach((key, value) -> configuration.put(String.valueOf(key), String.valueOf(value)));
        }
        return Optional.of(new Entry(
                number(metadata, "batchWatermarkMs"),
                number(metadata, "batchTimestampMs"),
                configuration,
                offsets));
    }

    private static Map<String, Object> metadata(String line) {
        if (line.isEmpty()) {
            return Map.of();
        }
        return LogJson.object(line);
    }

    private static long number(Map<String, Object> metadata, String name) {
        return metadata.get(name) instanceof Number value ? value.longValue() : 0;
    }

    public void add(long batchId, Entry entry) throws IOException {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("batchWatermarkMs", entry.watermarkMillis());
        metadata.put("batchTimestampMs", entry.timestampMillis());
        metadata.put("conf", entry.configuration());
        List<String> lines = new ArrayList<>();
        lines.add(Json.write(metadata));
        entry.offsets().forEach(offset -> lines.add(offset.map(Offset::json).orElse(NO_OFFSET)));
        log.add(batchId, lines);
    }

    public void purgeBefore(long batchId) throws IOException {
        log.purgeBefore(batchId);
    }
}

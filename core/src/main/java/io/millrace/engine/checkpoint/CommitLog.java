package io.millrace.engine.checkpoint;

import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which batches are done: {@code <checkpoint>/commits/<batch>}, byte for byte as Spark's version 1. Losing an entry only
 * repeats its batch.
 *
 * <pre>
 *   v1
 *   {"nextBatchWatermarkMs":1577836805000}        the watermark after the batch; a missing line reads as {}
 * </pre>
 */
public final class CommitLog {
    private static final String NEXT_WATERMARK = "nextBatchWatermarkMs";

    private final BatchLog log;

    public CommitLog(CheckpointStore checkpoint) {
        this.log = new BatchLog(checkpoint, "commits");
    }

    public OptionalLong latest() throws IOException {
        return log.latest();
    }

    /** The watermark after a batch; empty when the batch is not committed. */
    public Optional<Long> nextWatermark(long batchId) throws IOException {
        Optional<List<String>> lines = log.read(batchId);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        boolean known = !lines.get().isEmpty() && !lines.get().getFirst().isEmpty();
        Object value = known ? LogJson.object(lines.get().getFirst()).get(NEXT_WATERMARK) : null;
        return Optional.of(value instanceof Number number ? number.longValue() : 0L);
    }

    public void add(long batchId, long nextWatermarkMillis) throws IOException {
        log.add(batchId, List.of("{\"" + NEXT_WATERMARK + "\":" + nextWatermarkMillis + "}"));
    }

    public void purgeBefore(long batchId) throws IOException {
        log.purgeBefore(batchId);
    }
}

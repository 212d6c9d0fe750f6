package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Offset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch is: fixed before any of it is read.
 *
 * @param metadata watermark, clock and settings; empty only in entries written by very old programs
 * @param offsets how far the batch reads each source, in the order of sources; empty for a source that has nothing yet
 */
public record OffsetEntry(Optional<Metadata> metadata, List<Optional<Offset>> offsets) {
    public OffsetEntry {
        offsets = List.copyOf(offsets);
    }

    /**
     * What holds for the whole batch.
     *
     * @param batchWatermarkMillis the watermark that evicts and closes windows in the batch
     * @param batchTimestampMillis the batch's clock
     * @param configuration the settings that are frozen for the life of the checkpoint, by key, in the order to be written
     */
    public record Metadata(long batchWatermarkMillis, long batchTimestampMillis, Map<String, String> configuration) {
        public Metadata {
            configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        }
    }

    /** The watermark of the batch, 0 when it is not known. */
    public long watermarkMillis() {
        return metadata.map(Metadata::batchWatermarkMillis).orElse(0L);
    }

    /** Refuses an entry of a query with another number of sources. */
    public void requireSources(int count) {
        if (offsets.size() != count) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.SOURCE_COUNT_MISMATCH,
                    "checkpointCount",
                    Integer.toString(offsets.size()),
                    "queryCount",
                    Integer.toString(count)));
        }
    }
}

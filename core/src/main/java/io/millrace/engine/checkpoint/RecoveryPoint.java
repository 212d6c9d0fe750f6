package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalStateException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a query goes on. N is the newest batch in the offset log, C the newest in the commit log:
 *
 * <pre>
 *   no N                       batch 0, to be made
 *   C = N                      batch N + 1, to be made, from where N ended
 *   otherwise                  batch N again, exactly as logged; only the newest batch can run again
 *   offsets of N - 1 missing   an error, for the batch cannot be placed
 * </pre>
 *
 * <p>State is loaded at version {@link #batchId}: the result of the batch before.
 *
 * @param batchId the first batch to run
 * @param previous the entry of the batch before: where the range starts
 * @param logged the entry of the batch itself when it runs again; empty when it is to be made
 * @param watermarkMillis the watermark of the batch
 * @param lateWatermarkMillis the watermark of the batch before, by which rows are late
 * @param commitsMissing whether batches before N - 1 were never committed; worth a warning
 */
public record RecoveryPoint(
        long batchId,
        Optional<OffsetEntry> previous,
        Optional<OffsetEntry> logged,
        long watermarkMillis,
        long lateWatermarkMillis,
        boolean commitsMissing) {

    /** Reads what it takes from the logs. */
    public static RecoveryPoint find(OffsetLog offsets, CommitLog commits) throws IOException {
        OptionalLong latest = offsets.latest();
        if (latest.isEmpty()) {
            return decide(latest, commits.latest(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        long newest = latest.getAsLong();
        return decide(latest, commits.latest(), offsets.get(newest), offsets.get(newest - 1), commits.get(newest));
    }

    /**
     * Decides.
     *
     * @param newestOffsets N
     * @param newestCommit C
     * @param last the entry of N
     * @param beforeLast the entry of N - 1
     * @param lastCommit the commit of N
     */
    public static RecoveryPoint decide(
            OptionalLong newestOffsets,
            OptionalLong newestCommit,
            Optional<OffsetEntry> last,
            Optional<OffsetEntry> beforeLast,
            Optional<CommitEntry> lastCommit) {
        if (newestOffsets.isEmpty()) {
            return new RecoveryPoint(0, Optional.empty(), Optional.empty(), 0, 0, false);
        }
        long newest = newestOffsets.getAsLong();
        OffsetEntry entry = last.orElseThrow(() -> missing("offsets", newest));
        if (newest > 0 && beforeLast.isEmpty()) {
            throw missing("offsets", newest - 1);
        }
        long lateWatermark = beforeLast.map(OffsetEntry::watermarkMillis).orElse(0L);
        if (newestCommit.isPresent() && newestCommit.getAsLong() == newest) {
            CommitEntry commit = lastCommit.orElseThrow(() -> missing("commits", newest));
            long watermark = Math.max(entry.watermarkMillis(), commit.nextBatchWatermarkMillis());
            return new RecoveryPoint(
                    newest + 1, Optional.of(entry), Optional.empty(), watermark, entry.watermarkMillis(), false);
        }
        boolean gap = newestCommit.orElse(-1) < newest - 1;
        return new RecoveryPoint(newest, beforeLast, last, entry.watermarkMillis(), lateWatermark, gap);
    }

    private static MillraceIllegalStateException missing(String log, long batchId) {
        return new MillraceIllegalStateException(
                ErrorDetail.of(ErrorCondition.MISSING_LOG_BATCH, "path", log, "batchId", Long.toString(batchId)));
    }

    /** Whether the batch ran before, in whole or in part. */
    public boolean isRerun() {
        return logged.isPresent();
    }
}

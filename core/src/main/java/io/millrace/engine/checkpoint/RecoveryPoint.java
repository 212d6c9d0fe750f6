package io.millrace.engine.checkpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a query goes on.
 *
 * <pre>
 *   newest offsets N, newest commit C
 *   nothing            batch 0, to be constructed
 *   C = N              batch N + 1, to be constructed from the offsets of N
 *   C &lt; N or none      batch N again: exactly its range, clock and watermark
 * </pre>
 *
 * @param batchId the first batch of the new run
 * @param previous the batch before it, whose offsets are the start of its range; empty for batch 0
 * @param toRepeat the batch itself, when it was begun and not committed
 * @param watermarkMillis the watermark to start with
 * @param skippedCommits whether batches before the newest lack a commit, which is worth a warning
 */
public record RecoveryPoint(
        long batchId,
        Optional<OffsetLog.Entry> previous,
        Optional<OffsetLog.Entry> toRepeat,
        long watermarkMillis,
        boolean skippedCommits) {

    public static RecoveryPoint of(OffsetLog offsets, CommitLog commits) throws IOException {
        OptionalLong newest = offsets.latest();
        OptionalLong committed = commits.latest();
        if (newest.isEmpty()) {
            return new RecoveryPoint(0, Optional.empty(), Optional.empty(), 0, false);
        }
        long batchId = newest.getAsLong();
        OffsetLog.Entry entry = offsets.require(batchId);
        if (committed.isPresent() && committed.getAsLong() >= batchId) {
            long next = commits.nextWatermark(batchId).orElse(0L);
            return new RecoveryPoint(
                    batchId + 1,
                    Optional.of(entry),
                    Optional.empty(),
                    Math.max(entry.watermarkMillis(), next),
                    false);
        }
        Optional<OffsetLog.Entry> previous =
                batchId == 0 ? Optional.empty() : Optional.of(offsets.require(batchId - 1));
        boolean skipped = batchId > 0 && (committed.isEmpty() || committed.getAsLong() < batchId - 1);
        return new RecoveryPoint(batchId, previous, Optional.of(entry), entry.watermarkMillis(), skipped);
    }
}

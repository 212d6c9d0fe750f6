package io.millrace.engine.expression;

/**
 * What holds for all rows of one batch; passed explicitly, so that a batch that runs again gives the same rows.
 *
 * @param batchId the number of the micro-batch, 0 in a batch query
 * @param timestampMicros the clock of {@code current_timestamp()}, microseconds since the epoch
 * @param lateWatermarkMillis rows at or before it are late
 * @param evictionWatermarkMillis state at or before it is finished
 * @param seed where random values begin that the query gives no seed for; a stream has one for its whole life
 * @param task the task that computes
 */
public record BatchContext(
        long batchId,
        long timestampMicros,
        long lateWatermarkMillis,
        long evictionWatermarkMillis,
        long seed,
        TaskPlace task) {
    /** A context that has nothing to do with chance. */
    public BatchContext(long batchId, long timestampMicros, long lateWatermarkMillis, long evictionWatermarkMillis) {
        this(batchId, timestampMicros, lateWatermarkMillis, evictionWatermarkMillis, 0, TaskPlace.FIRST);
    }

    public BatchContext withSeed(long other) {
        return new BatchContext(batchId, timestampMicros, lateWatermarkMillis, evictionWatermarkMillis, other, task);
    }

    public BatchContext inTask(TaskPlace place) {
        return new BatchContext(batchId, timestampMicros, lateWatermarkMillis, evictionWatermarkMillis, seed, place);
    }
}

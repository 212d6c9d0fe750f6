package io.millrace.engine.expression;

/**
 * What holds for all rows of one batch; passed explicitly, so that a batch that runs again gives the same rows.
 *
 * @param batchId the number of the micro-batch, 0 in a batch query
 * @param timestampMicros the clock of {@code current_timestamp()}, microseconds since the epoch
 * @param lateWatermarkMillis rows at or before it are late
 * @param evictionWatermarkMillis state at or before it is finished
 */
public record BatchContext(
        long batchId, long timestampMicros, long lateWatermarkMillis, long evictionWatermarkMillis) {}

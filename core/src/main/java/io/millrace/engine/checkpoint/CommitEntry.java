package io.millrace.engine.checkpoint;

/**
 * That a batch is done.
 *
 * @param nextBatchWatermarkMillis the watermark after the batch: that of the next one
 */
public record CommitEntry(long nextBatchWatermarkMillis) {}

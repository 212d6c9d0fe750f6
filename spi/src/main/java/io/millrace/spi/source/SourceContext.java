package io.millrace.spi.source;

import io.millrace.spi.storage.CheckpointStore;
import java.time.Clock;

/**
 * What a source gets from the query that it reads for.
 *
 * @param notes durable files of its own, {@code sources/<n>} of the checkpoint
 * @param clock the query's clock, for sources that make or age data by time
 * @param queryId the id that survives restarts
 * @param parallelism how many tasks run at once
 */
public record SourceContext(CheckpointStore notes, Clock clock, String queryId, int parallelism) {}

/**
 * Apache Kafka as source and sink, with Spark's options and offsets.
 *
 * <p>How reading works: threads of the source's own ({@link io.millrace.kafka.Fetcher}) hold one consumer each and copy
 * records into column blocks ahead of the query; readers only take blocks that are there. See
 * {@link io.millrace.kafka.KafkaMicroBatchSource}.
 */
package io.millrace.kafka;

/**
 * Columns in memory: vectors, selections and batches.
 *
 * <p>Everything that flows between a source, operators and a sink is a {@link io.millrace.spi.vector.ColumnBatch}. A
 * batch belongs to its producer and is valid until the call that handed it over returns; who keeps rows copies them.
 */
package io.millrace.spi.vector;

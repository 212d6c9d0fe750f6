/** Operators without a memory beyond the batch, and the collector that keeps rows. */
package io.millrace.engine.operator.basic;

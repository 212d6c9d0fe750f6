/** Durable logs of a query in Spark's bytes: what batches are, and which are done. */
package io.millrace.engine.checkpoint;

/**
 * The checkpoint of a query: its identity, the log of what each batch reads, the log of which batches are done, and where to
 * go on from them. All files here are Spark's, byte for byte, so a query without state can move there and back.
 */
package io.millrace.engine.checkpoint;

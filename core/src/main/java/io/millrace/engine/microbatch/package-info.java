/** The loop of a streaming query: triggers, offsets, watermarks, commits, progress. */
package io.millrace.engine.microbatch;

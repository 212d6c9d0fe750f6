/** The one budget that every growing structure of a process reserves its memory from, and growing arrays. */
package io.millrace.engine.memory;

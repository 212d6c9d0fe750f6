/** The one budget that every growing structure of a process reserves its memory from. */
package io.millrace.engine.memory;

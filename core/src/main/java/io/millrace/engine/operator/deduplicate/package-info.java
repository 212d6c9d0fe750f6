/** Duplicates in streams. */
package io.millrace.engine.operator.deduplicate;

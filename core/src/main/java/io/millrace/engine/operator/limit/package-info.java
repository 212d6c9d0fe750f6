/** Limits of streams. */
package io.millrace.engine.operator.limit;

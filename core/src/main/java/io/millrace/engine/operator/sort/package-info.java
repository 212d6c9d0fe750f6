/** Sorting. */
package io.millrace.engine.operator.sort;

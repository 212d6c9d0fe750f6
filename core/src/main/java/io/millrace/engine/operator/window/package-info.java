/** Window functions: rows are sorted by window and order, then each function looks at stretches of neighbours. */
package io.millrace.engine.operator.window;

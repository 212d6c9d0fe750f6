/** Operators: what a task pushes batches through. */
package io.millrace.engine.operator;

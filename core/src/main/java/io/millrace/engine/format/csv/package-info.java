/** Comma-separated values to vectors and back. */
package io.millrace.engine.format.csv;

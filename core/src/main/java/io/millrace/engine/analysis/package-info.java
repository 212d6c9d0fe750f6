/** From what was asked for to what it means: names, types, windows, and what a stream may do. */
package io.millrace.engine.analysis;

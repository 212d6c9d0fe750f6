/** How plans run: scans, pipelines of operators, and the points where rows must come together first. */
package io.millrace.engine.physical;

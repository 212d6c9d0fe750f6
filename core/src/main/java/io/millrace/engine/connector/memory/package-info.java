/** The memory sink: results as a temporary view. */
package io.millrace.engine.connector.memory;

/** Sinks that hand the rows of a batch to the program's own code. */
package io.millrace.engine.connector.foreach;

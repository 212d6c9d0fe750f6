/** The console sink: batches as tables on standard output. */
package io.millrace.engine.connector.console;

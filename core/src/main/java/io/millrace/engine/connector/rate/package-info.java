/** Sources that make rows by the clock or by the batch. */
package io.millrace.engine.connector.rate;

/** The source {@code socket}: lines of text from a TCP connection. */
package io.millrace.engine.connector.socket;

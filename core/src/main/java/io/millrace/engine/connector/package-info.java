/** Sources and sinks that the engine brings along, and how a format's name finds its connector. */
package io.millrace.engine.connector;

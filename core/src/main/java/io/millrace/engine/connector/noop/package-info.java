/** The sink that takes rows and forgets them. */
package io.millrace.engine.connector.noop;

/** Data that lies in this process. */
package io.millrace.engine.connector.local;

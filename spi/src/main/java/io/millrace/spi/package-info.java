/** What connectors, formats and the engine agree on. */
package io.millrace.spi;

/**
 * Files as tables, streaming sources and sinks, whatever their format: listing, partition directories, the log of files
 * seen, the manifest of files written. A {@link io.millrace.spi.format.FileFormat} reads and writes the bytes.
 */
package io.millrace.engine.connector.file;

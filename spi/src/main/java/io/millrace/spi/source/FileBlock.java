package io.millrace.spi.source;

/**
 * The stretch of a file that rows come from.
 *
 * @param uri the file
 * @param start the first byte
 * @param length how many bytes
 */
public record FileBlock(String uri, long start, long length) {}

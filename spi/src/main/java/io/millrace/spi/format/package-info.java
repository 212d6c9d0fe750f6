/** What a file format implements: schema inference, a reader of one file, a writer of one file. */
package io.millrace.spi.format;

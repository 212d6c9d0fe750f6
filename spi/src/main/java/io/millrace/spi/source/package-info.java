/** What a source implements: a description of its columns, splits of a range, and readers of splits. */
package io.millrace.spi.source;

/** A small, strict JSON reader and writer for configuration, logs and progress; not for data. */
package io.millrace.spi.json;

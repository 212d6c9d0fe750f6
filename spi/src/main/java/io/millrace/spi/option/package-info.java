/** Options of readers and writers. */
package io.millrace.spi.option;

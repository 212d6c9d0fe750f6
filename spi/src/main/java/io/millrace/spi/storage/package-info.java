/** Durable files of a query: where offsets, commits, state and a connector's own notes are kept. */
package io.millrace.spi.storage;

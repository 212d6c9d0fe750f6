/** Streaming queries: how they are described, started, watched and stopped. */
package io.millrace.streaming;

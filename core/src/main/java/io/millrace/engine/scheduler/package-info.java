/** How tasks run: one pool of threads for all queries of an engine, and small work on the caller's own thread. */
package io.millrace.engine.scheduler;

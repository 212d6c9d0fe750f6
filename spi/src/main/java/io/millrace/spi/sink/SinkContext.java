package io.millrace.spi.sink;

import java.util.Optional;

/**
 * What a sink gets from the query that it writes for.
 *
 * @param queryId the id that survives restarts
 * @param queryName the user's name for the query
 * @param kind the output mode
 */
public record SinkContext(String queryId, Optional<String> queryName, OutputKind kind) {}

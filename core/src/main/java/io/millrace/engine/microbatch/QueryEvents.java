package io.millrace.engine.microbatch;

import java.util.Map;
import java.util.Optional;

/** Hears what happens to queries. Called on the query's thread, but for {@link #started}; must not block for long. */
public interface QueryEvents {
    /** Called before the query's thread starts, on the thread that starts it. */
    void started(QueryDefinition query, long timestampMillis);

    void progressed(Map<String, Object> progress);

    void idle(QueryDefinition query, long timestampMillis);

    /** @param condition the condition of what went wrong, if it has one */
    void terminated(
            StreamingQueryRun run, QueryDefinition query, Optional<Exception> failure, Optional<String> condition);
}

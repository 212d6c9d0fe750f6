package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.connector.memory.MemorySink;
import io.millrace.spi.sink.EpochSink;
import java.util.Optional;

/** Shows what a memory sink holds as the temporary view of the query's name. */
final class MemoryViews {
    private MemoryViews() {}

    static void publish(EpochSink sink, Optional<String> queryName, Catalog catalog) {
        if (sink instanceof MemorySink memory) {
            catalog.create(queryName.orElseThrow(), new Catalog.Relation.Data(memory.table()), true, false);
        }
    }
}

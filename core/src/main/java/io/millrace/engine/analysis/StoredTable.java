package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.MemoryTable;
import io.millrace.plan.TableDescription;
import io.millrace.types.StructType;
import java.time.Instant;

/**
 * A table that the catalog keeps, and its rows in memory. Both end with the session.
 *
 * @param columns as declared, the partition columns last
 * @param rows whose columns may all be null, and hold char and varchar as string
 */
public record StoredTable(StructType columns, TableDescription description, MemoryTable rows, Instant created) {
    public static StoredTable create(StructType columns, TableDescription description, Instant created) {
        return new StoredTable(columns, description, new MemoryTable(DeclaredTypes.stored(columns)), created);
    }

    /** The same rows under columns of the same types, whose comments may be others. */
    public StoredTable describedAs(StructType newColumns, TableDescription newDescription) {
        return new StoredTable(newColumns, newDescription, rows.withSchema(DeclaredTypes.stored(newColumns)), created);
    }
}

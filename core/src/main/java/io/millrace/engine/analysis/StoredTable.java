package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.MemoryTable;
import io.millrace.plan.TableDescription;
import io.millrace.types.StructType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A table that the catalog keeps, and its rows in memory. Both end with the session.
 *
 * @param columns as declared, the partition columns last
 * @param rows whose columns may all be null, and hold char and varchar as string
 * @param partitions those that are there even without rows: texts of values, by column
 */
public record StoredTable(
        StructType columns,
        TableDescription description,
        MemoryTable rows,
        Instant created,
        Set<Map<String, String>> partitions) {
    public StoredTable {
        partitions = Set.copyOf(partitions);
    }

    public static StoredTable create(StructType columns, TableDescription description, Instant created) {
        return new StoredTable(columns, description, new MemoryTable(DeclaredTypes.stored(columns)), created, Set.of());
    }

    /** The same rows under columns of the same types, whose comments may be others. */
    public StoredTable describedAs(StructType newColumns, TableDescription newDescription) {
        return new StoredTable(
                newColumns, newDescription, rows.withSchema(DeclaredTypes.stored(newColumns)), created, partitions);
    }

    /** The same with other partitions without rows. */
    public StoredTable withPartitions(Set<Map<String, String>> others) {
        return new StoredTable(columns, description, rows, created, others);
    }
}

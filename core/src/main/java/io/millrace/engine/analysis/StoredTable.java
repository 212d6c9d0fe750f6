package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.MemoryTable;
import io.millrace.plan.TableDescription;
import io.millrace.types.ArrayType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.VarcharType;
import java.time.Instant;

/**
 * A table that the catalog keeps, and its rows in memory. Both end with the session.
 *
 * @param columns as declared, the partition columns last
 * @param rows whose columns may all be null, and hold char and varchar as string
 */
public record StoredTable(StructType columns, TableDescription description, MemoryTable rows, Instant created) {
    public static StoredTable create(StructType columns, TableDescription description, Instant created) {
        return new StoredTable(columns, description, new MemoryTable(stored(columns)), created);
    }

    private static StructType stored(StructType declared) {
        StructField[] fields = declared.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new StructField(fields[i].name(), stored(fields[i].dataType()), true, fields[i].metadata());
        }
        return new StructType(fields);
    }

    private static DataType stored(DataType type) {
        return switch (type) {
            case CharType ignored -> DataTypes.StringType;
            case VarcharType ignored -> DataTypes.StringType;
            case ArrayType array -> new ArrayType(stored(array.elementType()), true);
            case MapType map -> new MapType(stored(map.keyType()), stored(map.valueType()), true);
            case StructType struct -> stored(struct);
            default -> type;
        };
    }
}

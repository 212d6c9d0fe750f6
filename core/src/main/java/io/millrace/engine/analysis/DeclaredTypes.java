package io.millrace.engine.analysis;

import io.millrace.types.ArrayType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.Metadata;
import io.millrace.types.MetadataBuilder;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.VarcharType;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Columns declared as char or varchar. Their values are strings everywhere; that they were declared otherwise is in the
 * column's metadata, under Spark's key, and stays with the column as long as it is only passed on.
 */
public final class DeclaredTypes {
    private static final String KEY = "__CHAR_VARCHAR_TYPE_STRING";

    private DeclaredTypes() {}

    /** The columns as queries see them: all may be null, and char and varchar are strings. */
    static StructType stored(StructType declared) {
        StructField[] fields = declared.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            DataType type = stored(fields[i].dataType());
            Metadata metadata = type.equals(fields[i].dataType()) || type instanceof StructType
                    ? fields[i].metadata()
                    : new MetadataBuilder()
                            .withMetadata(fields[i].metadata())
                            .putString(KEY, fields[i].dataType().catalogString())
                            .build();
            fields[i] = new StructField(fields[i].name(), type, true, metadata);
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

    /** What a conversion to a type gives: no text has a length of its own but in a table's columns. */
    static DataType converted(DataType type) {
        return switch (type) {
            case CharType ignored -> DataTypes.StringType;
            case VarcharType ignored -> DataTypes.StringType;
            case ArrayType array -> new ArrayType(converted(array.elementType()), array.containsNull());
            case MapType map ->
                new MapType(converted(map.keyType()), converted(map.valueType()), map.valueContainsNull());
            case StructType struct ->
                new StructType(Arrays.stream(struct.fields())
                        .map(field -> new StructField(
                                field.name(), converted(field.dataType()), field.nullable(), field.metadata()))
                        .toArray(StructField[]::new));
            default -> type;
        };
    }

    /** The columns as they were declared. */
    public static StructType declared(StructType columns) {
        StructField[] fields = columns.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            Metadata metadata = fields[i].metadata();
            if (metadata.contains(KEY)) {
                fields[i] = new StructField(
                        fields[i].name(),
                        DataType.fromDDL(metadata.getString(KEY)),
                        fields[i].nullable(),
                        new MetadataBuilder().withMetadata(metadata).remove(KEY).build());
            }
        }
        return new StructType(fields);
    }

    /** The length of a char column; empty for all others. */
    static OptionalInt charLength(Metadata metadata) {
        return metadata.contains(KEY) && DataType.fromDDL(metadata.getString(KEY)) instanceof CharType type
                ? OptionalInt.of(type.length())
                : OptionalInt.empty();
    }
}

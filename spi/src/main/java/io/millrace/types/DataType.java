package io.millrace.types;

import java.io.Serializable;

/** The type of a column or of a nested value; serialized as its JSON, so that types without parts stay single objects. */
public abstract sealed class DataType implements Serializable
        permits AtomicType, ArrayType, MapType, StructType, NullType, CalendarIntervalType, VariantType {
    private static final long serialVersionUID = 1L;

    DataType() {}

    /** Parses a type from DDL text such as {@code "INT"} or {@code "a INT, b STRING"} (the latter gives a struct). */
    public static DataType fromDDL(String ddl) {
        return DdlParser.parseTypeOrSchema(ddl);
    }

    /** Parses a type from the JSON text that {@link #json()} gives. */
    public static DataType fromJson(String json) {
        return DataTypeJson.parse(json);
    }

    /** The name used in JSON, for example {@code long} or {@code timestamp_ntz}. */
    public abstract String typeName();

    /** The short readable name, for example {@code bigint} or {@code array<int>}; structs are cut after 25 fields. */
    public String simpleString() {
        return typeName();
    }

    /** Like {@link #simpleString()}, but never cut. */
    public String catalogString() {
        return simpleString();
    }

    /** The name in SQL and in error messages, for example {@code BIGINT}. */
    public String sql() {
        return simpleString().toUpperCase(java.util.Locale.ROOT);
    }

    /** The type as compact JSON. */
    public String json() {
        return DataTypeJson.write(this);
    }

    /** The type as JSON over several lines. */
    public String prettyJson() {
        return DataTypeJson.writePretty(this);
    }

    /** A size in bytes for planning; not a promise. */
    public abstract int defaultSize();

    final Object writeReplace() {
        return new Serialized(json());
    }

    /** What stands for a type in a serialized object. */
    private record Serialized(String json) implements Serializable {
        private Object readResolve() {
            return fromJson(json);
        }
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}

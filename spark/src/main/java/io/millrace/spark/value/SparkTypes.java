package io.millrace.spark.value;

import io.millrace.types.DataType;
import io.millrace.types.Metadata;
import io.millrace.types.StructType;

/** Data types of both sides. Both write and read the same JSON, and that is the bridge. */
public final class SparkTypes {
    private SparkTypes() {}

    public static org.apache.spark.sql.types.DataType toSpark(DataType type) {
        return org.apache.spark.sql.types.DataType.fromJson(type.json());
    }

    public static org.apache.spark.sql.types.StructType toSpark(StructType schema) {
        return (org.apache.spark.sql.types.StructType) toSpark((DataType) schema);
    }

    public static org.apache.spark.sql.types.Metadata toSpark(Metadata metadata) {
        return org.apache.spark.sql.types.Metadata.fromJson(metadata.json());
    }

    public static StructType fromSpark(org.apache.spark.sql.types.StructType schema) {
        return (StructType) DataType.fromJson(schema.json());
    }
}

package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeSerializationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOOLEAN",
                "TINYINT",
                "SMALLINT",
                "INT",
                "BIGINT",
                "FLOAT",
                "DOUBLE",
                "DECIMAL(38,18)",
                "STRING",
                "CHAR(3)",
                "VARCHAR(4)",
                "BINARY",
                "DATE",
                "TIMESTAMP",
                "TIMESTAMP_NTZ",
                "TIME(3)",
                "INTERVAL",
                "INTERVAL DAY TO MINUTE",
                "INTERVAL MONTH",
                "VARIANT",
                "VOID",
                "ARRAY<STRUCT<a: INT, b: MAP<STRING, ARRAY<DOUBLE>>>>"
            })
    void keepsEveryType(String ddl) throws Exception {
        DataType type = DataType.fromDDL(ddl);
        assertThat(copy(type)).isEqualTo(type);
    }

    @Test
    void keepsSingleObjectsSingle() throws Exception {
        assertThat(copy(DataTypes.IntegerType)).isSameAs(DataTypes.IntegerType);
        assertThat(copy(DataTypes.NullType)).isSameAs(DataTypes.NullType);
    }

    @Test
    void keepsNullabilityAndMetadata() throws Exception {
        Metadata metadata = new MetadataBuilder()
                .putString("comment", "it's \"so\" 엘")
                .putLongArray("sizes", new long[] {1, Long.MAX_VALUE})
                .putDouble("share", 2.0)
                .build();
        StructType schema = new StructType(new StructField[] {
            new StructField("a b", DataTypes.createArrayType(DataTypes.LongType, false), false, metadata)
        });
        assertThat(copy(schema)).isEqualTo(schema);
        assertThat(copy(schema.field(0))).isEqualTo(schema.field(0));
        assertThat(copy(metadata)).isEqualTo(metadata);
        assertThat(copy(new StructType())).isEqualTo(new StructType());
    }

    @Test
    void keepsTypesInsideOtherObjects() throws Exception {
        List<DataType> types = List.of(DataTypes.StringType, DataTypes.createDecimalType(5, 2));
        assertThat(copy(types)).isEqualTo(types);
    }

    private static Object copy(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}

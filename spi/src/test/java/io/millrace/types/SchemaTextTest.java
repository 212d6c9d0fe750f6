package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas as JSON and as trees, and the metadata in them. */
class SchemaTextTest {
    private static final StructType SCHEMA = new StructType()
            .add("i", DataTypes.IntegerType, false)
            .add("a", "array<struct<x: decimal(5,2)>>")
            .add("m", "map<string,interval day to hour>");

    @Test
    void writesSchemasAsJson() {
        assertThat(new StructType().add("i", DataTypes.IntegerType, false).json())
                .isEqualTo("{\"type\":\"struct\",\"fields\":[{\"name\":\"i\",\"type\":\"integer\",\"nullable\":false,"
                        + "\"metadata\":{}}]}");
        assertThat(DataType.fromJson(SCHEMA.json())).isEqualTo(SCHEMA);
        assertThat(DataType.fromJson(SCHEMA.prettyJson())).isEqualTo(SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boolean",
                "byte",
                "short",
                "integer",
                "long",
                "float",
                "double",
                "decimal(10,2)",
                "string",
                "binary",
                "date",
                "timestamp",
                "timestamp_ntz",
                "time(3)",
                "void",
                "interval",
                "interval year to month",
                "interval minute",
                "char(3)",
                "varchar(4)",
                "variant"
            })
    void readsEveryAtomicType(String name) {
        assertThat(DataType.fromJson("\"" + name + "\"").json()).isEqualTo("\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "\"nonsense\"",
                "{\"type\":\"udt\"}",
                "{\"type\":\"struct\"}",
                "{\"type\":\"struct\",\"fields\":[1]}",
                "{\"type\":\"array\",\"elementType\":\"integer\"}",
                "\"array<int>\"",
                "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"}]}"
            })
    void refusesOtherJson(String json) {
        assertThatThrownBy(() -> DataType.fromJson(json)).isInstanceOf(MillraceException.class);
    }

    @Test
    void drawsTrees() {
        assertThat(SCHEMA.treeString()).isEqualTo("""
                        root
                         |-- i: integer (nullable = false)
                         |-- a: array (nullable = true)
                         |    |-- element: struct (containsNull = true)
                         |    |    |-- x: decimal(5,2) (nullable = true)
                         |-- m: map (nullable = true)
                         |    |-- key: string
                         |    |-- value: interval day to hour (valueContainsNull = true)
                        """);
        assertThat(SCHEMA.treeString(1)).isEqualTo("""
                        root
                         |-- i: integer (nullable = false)
                         |-- a: array (nullable = true)
                         |-- m: map (nullable = true)
                        """);
        assertThat(new StructType().add("a\nb", DataTypes.LongType).treeString())
                .isEqualTo("root\n |-- a\\nb: long (nullable = true)\n");
    }

    @Test
    void keepsMetadata() {
        Metadata inner = new MetadataBuilder().putBoolean("b", true).build();
        Metadata metadata = new MetadataBuilder()
                .putLong("l", 1)
                .putDouble("d", 0.5)
                .putString("s", "x")
                .putNull("n")
                .putMetadata("m", inner)
                .putLongArray("ls", new long[] {1, 2})
                .putMetadataArray("ms", new Metadata[] {inner})
                .putBooleanArray("bs", new boolean[] {true, false})
                .build();
        assertThat(metadata.json())
                .isEqualTo("{\"l\":1,\"d\":0.5,\"s\":\"x\",\"n\":null,\"m\":{\"b\":true},\"ls\":[1,2],"
                        + "\"ms\":[{\"b\":true}],\"bs\":[true,false]}");
        assertThat(Metadata.fromJson(metadata.json())).isEqualTo(metadata).hasSameHashCodeAs(metadata);
        assertThat(metadata.getLong("l")).isEqualTo(1);
        assertThat(metadata.getMetadata("m").getBoolean("b")).isTrue();
        assertThat(metadata.getLongArray("ls")).containsExactly(1, 2);
        assertThat(metadata.getBooleanArray("bs")).containsExactly(true, false);
        assertThat(metadata.getMetadataArray("ms")).containsExactly(inner);
        assertThat(metadata.contains("n")).isTrue();
        assertThatThrownBy(() -> metadata.getString("absent")).isInstanceOf(NoSuchElementException.class);
        assertThat(new MetadataBuilder().withMetadata(inner).remove("b").build())
                .isEqualTo(Metadata.empty());
        assertThatThrownBy(() -> Metadata.fromJson("[]")).isInstanceOf(IllegalArgumentException.class);
    }
}

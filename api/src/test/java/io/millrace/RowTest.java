package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {
    private static final StructType SCHEMA =
            StructType.fromDDL("a INT, b STRUCT<c: ARRAY<STRING>>, d MAP<STRING, INT>");

    private static Row sample() {
        Object[] cells = {1, new Object[] {Arrays.asList("x", null)}, Map.of("k", 2)};
        return JavaValues.toRow(cells, SCHEMA, false);
    }

    @Test
    void givesValuesByPositionAndName() {
        Row row = sample();
        assertThat(row.getInt(0)).isEqualTo(1);
        assertThat(row.<Integer>getAs("a")).isEqualTo(1);
        assertThat(row.getStruct(1).<String>getList(0)).containsExactly("x", null);
        assertThat(row.<String, Integer>getJavaMap(2)).containsEntry("k", 2);
        assertThat(row.json()).isEqualTo("{\"a\":1,\"b\":{\"c\":[\"x\",null]},\"d\":{\"k\":2}}");
        assertThat(RowFactory.create("a", null, 1)).hasToString("[a,null,1]");
    }

    @Test
    void refusesNullAsPrimitiveAndUnknownNames() {
        assertThatThrownBy(() -> RowFactory.create((Object) null).getInt(0))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("ROW_VALUE_IS_NULL");
        assertThatThrownBy(() -> sample().getAs("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FIELD_NOT_FOUND")
                .hasMessageContaining("`a`, `b`, `d`");
        assertThatThrownBy(() -> RowFactory.create(1).fieldIndex("a"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void comparesByContent() {
        Row left = RowFactory.create(new byte[] {1}, new BigDecimal("1.0"), Double.NaN, 0.0, List.of(new byte[] {2}));
        Row right =
                RowFactory.create(new byte[] {1}, new BigDecimal("1.00"), Double.NaN, -0.0, List.of(new byte[] {2}));
        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
        assertThat(left).isNotEqualTo(RowFactory.create(1));
    }

    @Test
    void keepsItsSchemaWhenSerialized() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Row row = RowFactory.create(1);
        Row typed = JavaValues.toRow(new Object[] {1}, new StructType().add("n", "int"), false);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(List.of(row, typed));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            List<?> copies = (List<?>) in.readObject();
            assertThat((Row) copies.get(0)).isEqualTo(row);
            assertThat(((Row) copies.get(1)).<Integer>getAs("n")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-05-06T07:08:09.123456Z",
                "1970-01-01T00:00:00Z",
                "1800-01-01T00:00:00Z",
                "0100-03-01T12:00:00Z"
            })
    void timestampsSurviveBothWays(String text) {
        Instant instant = Instant.parse(text);
        Timestamp timestamp = (Timestamp) JavaValues.toUser(instant, DataTypes.TimestampType, false);
        assertThat(JavaValues.toCell(timestamp, DataTypes.TimestampType)).isEqualTo(instant);
    }

    @Test
    void datesAndDecimalsAreConverted() {
        assertThat(JavaValues.toCell(Date.valueOf("2020-02-29"), DataTypes.DateType))
                .isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(JavaValues.toCell(new BigDecimal("1.005"), DataTypes.createDecimalType(5, 2)))
                .isEqualTo(new BigDecimal("1.01"));
        assertThatThrownBy(() -> JavaValues.toCell(new BigDecimal("12345"), DataTypes.createDecimalType(4, 0)))
                .hasMessageContaining("NUMERIC_VALUE_OUT_OF_RANGE");
        assertThatThrownBy(() -> JavaValues.toCell("x", DataTypes.IntegerType))
                .hasMessageContaining("CAST_INVALID_INPUT");
    }
}

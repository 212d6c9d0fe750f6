package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompactRowTest {
    private static final List<DataType> TYPES =
            types("a BOOLEAN, b TINYINT, c SMALLINT, d INT, e BIGINT, f FLOAT, g DOUBLE, "
                    + "h DECIMAL(18,3), i DECIMAL(38,0), j STRING, k BINARY, l DATE, m TIMESTAMP, "
                    + "n STRUCT<x: INT, y: STRUCT<z: BIGINT>>, o STRUCT<x: STRING, y: ARRAY<STRING>>, p ARRAY<INT>, "
                    + "q MAP<STRING, ARRAY<DOUBLE>>, r ARRAY<STRUCT<x: BOOLEAN, y: STRING>>");

    private static List<DataType> types(String ddl) {
        List<DataType> types = new ArrayList<>();
        StructType.fromDDL(ddl).forEach(field -> types.add(field.dataType()));
        return types;
    }

    @Property(tries = 300)
    void givesBackWhatItWasGiven(@ForAll long seed) {
        Random random = new Random(seed);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            rows.add(KeyGenerator.row(TYPES, random, 2));
        }
        ColumnBatch batch = TestRows.batch(TYPES, rows);
        CompactRow format = CompactRow.forValues(TYPES);
        RowBuffer buffer = new RowBuffer();
        format.encode(batch.columns(), batch.selection(), buffer);
        List<ValueVector> decoded = TYPES.stream().map(ValueVector::create).toList();
        decoded.forEach(column -> column.reset(rows.size()));
        for (int i = 0; i < rows.size(); i++) {
            format.decode(buffer.data(), buffer.starts()[i], decoded, i);
        }
        assertThat(TestRows.rows(ColumnBatch.of(decoded, rows.size()))).isEqualTo(TestRows.rows(batch));
    }

    @Property(tries = 300)
    void keysAreEqualBytesWhenTheyAreEqual(@ForAll long seed) {
        Random random = new Random(seed);
        List<DataType> types = types("a DOUBLE, b FLOAT, c STRING, d STRUCT<x: DOUBLE, y: STRING>, e ARRAY<DOUBLE>");
        List<Object> one = KeyGenerator.row(types, random, 1);
        List<Object> other = KeyGenerator.row(types, random, 1);
        if (random.nextBoolean()) {
            other = new ArrayList<>(one);
            other.set(0, one.get(0) instanceof Double zero && zero == 0 ? Double.valueOf(-zero) : one.get(0));
        }
        ColumnBatch batch = TestRows.batch(types, List.of(one, other));
        CompactRow format = CompactRow.forKeys(types);
        boolean sameBytes =
                java.util.Arrays.equals(format.encodeOne(batch.columns(), 0), format.encodeOne(batch.columns(), 1));
        assertThat(sameBytes).isEqualTo(TestRows.canonical(one).equals(TestRows.canonical(other)));
        long[] hashes = new long[2];
        KeyHash.hash(batch.columns(), batch.selection(), hashes);
        assertThat(hashes[0] == hashes[1]).isEqualTo(sameBytes);
    }

    @Test
    void theBytesAreWhatTheDocumentationSays() {
        List<DataType> types = types("a INT, b STRING, c SMALLINT, d STRING");
        ColumnBatch batch = TestRows.batch(types, List.of(java.util.Arrays.asList(1, "ab", null, "c")));
        assertThat(CompactRow.forKeys(types).encodeOne(batch.columns(), 0))
                .containsExactly(4, 1, 0, 0, 0, 17, 0, 0, 0, 0, 0, 18, 0, 0, 0, 'a', 'b', 'c');
    }

    static Stream<Arguments> values() {
        BigInteger large = BigInteger.ONE.shiftLeft(64);
        return Stream.of(
                Arguments.of("BOOLEAN", true, "00 01"),
                Arguments.of("TINYINT", -2, "00 FE"),
                Arguments.of("SMALLINT", 0x0102, "00 02 01"),
                Arguments.of("INT", 0x01020304, "00 04 03 02 01"),
                Arguments.of("DATE", -1, "00 FF FF FF FF"),
                Arguments.of("TIMESTAMP", 0x0102030405060708L, "00 08 07 06 05 04 03 02 01"),
                Arguments.of("FLOAT", 1.0f, "00 00 00 80 3F"),
                Arguments.of("DOUBLE", 1.0, "00 00 00 00 00 00 00 F0 3F"),
                Arguments.of("DECIMAL(18,0)", BigInteger.TWO.negate(), "00 FE FF FF FF FF FF FF FF"),
                Arguments.of("DECIMAL(19,0)", large, "00" + " 00".repeat(8) + " 01" + " 00".repeat(7)),
                Arguments.of("STRING", "abc", "00 08 00 00 00 61 62 63"),
                Arguments.of("STRING", "", "00 05 00 00 00"),
                Arguments.of("STRING", null, "01 05 00 00 00"),
                Arguments.of("INT", null, "01 00 00 00 00"),
                // a struct of fixed fields lies in the row
                Arguments.of("STRUCT<x: TINYINT, y: SMALLINT>", Arrays.asList(3, null), "00 02 03 00 00"),
                Arguments.of("STRUCT<x: TINYINT, y: SMALLINT>", null, "01 00 00 00 00"),
                // another is a row of its own
                Arguments.of(
                        "STRUCT<x: STRING, y: TINYINT>",
                        List.of("a", 5),
                        "00 0C 00 00 00" + " 00 07 00 00 00 05 61"),
                Arguments.of("ARRAY<TINYINT>", List.of(), "00 09 00 00 00" + " 00 00 00 00"),
                Arguments.of("ARRAY<TINYINT>", Arrays.asList(1, null, 3), "00 0D 00 00 00" + " 03 00 00 00 02 01 00 03"),
                Arguments.of(
                        "ARRAY<TINYINT>",
                        Arrays.asList(1, 2, 3, 4, 5, 6, 7, null, null),
                        "00 14 00 00 00" + " 09 00 00 00 80 01 01 02 03 04 05 06 07 00 00"),
                Arguments.of(
                        "ARRAY<STRING>",
                        Arrays.asList("a", null, "bc"),
                        "00 19 00 00 00" + " 03 00 00 00 02 12 00 00 00 12 00 00 00 14 00 00 00 61 62 63"),
                Arguments.of(
                        "MAP<TINYINT, TINYINT>",
                        Collections.singletonMap(7, null),
                        "00 15 00 00 00" + " 06 00 00 00" + " 01 00 00 00 00 07" + " 01 00 00 00 01 00"),
                Arguments.of("MAP<STRING, INT>", Map.of(), "00 11 00 00 00" + " 04 00 00 00 00 00 00 00 00 00 00 00"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void bytesOfEachType(String ddl, Object value, String bytes) {
        List<DataType> types = List.of(DataType.fromDDL(ddl));
        ColumnBatch batch = TestRows.batch(types, List.of(Arrays.asList(value)));
        HexFormat hex = HexFormat.ofDelimiter(" ").withUpperCase();
        for (CompactRow format : List.of(CompactRow.forKeys(types), CompactRow.forValues(types))) {
            assertThat(hex.formatHex(format.encodeOne(batch.columns(), 0))).isEqualTo(bytes);
            List<ValueVector> decoded = types.stream().map(ValueVector::create).toList();
            decoded.forEach(column -> column.reset(4));
            format.decode(hex.parseHex("AA " + bytes), 1, decoded, 3);
            assertThat(TestRows.get(decoded.getFirst(), 3)).isEqualTo(TestRows.get(batch.column(0), 0));
        }
    }

    @Test
    void nullBitsOfManyFields() {
        List<DataType> types = Collections.nCopies(9, DataType.fromDDL("TINYINT"));
        ColumnBatch batch = TestRows.batch(types, List.of(Arrays.asList(1, null, 3, 4, 5, 6, 7, null, null)));
        assertThat(CompactRow.forKeys(types).encodeOne(batch.columns(), 0))
                .containsExactly(0x82, 1, 1, 0, 3, 4, 5, 6, 7, 0, 0);
    }

    @Test
    void valuesKeepTheSignOfZero() {
        List<DataType> types = types("a DOUBLE");
        ColumnBatch batch = TestRows.batch(types, List.of(List.of(-0.0)));
        assertThat(CompactRow.forValues(types).encodeOne(batch.columns(), 0)[8]).isEqualTo((byte) 0x80);
        assertThat(CompactRow.forKeys(types).encodeOne(batch.columns(), 0)[8]).isZero();
    }
}

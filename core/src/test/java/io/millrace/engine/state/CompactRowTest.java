package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

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

    @Test
    void valuesKeepTheSignOfZero() {
        List<DataType> types = types("a DOUBLE");
        ColumnBatch batch = TestRows.batch(types, List.of(List.of(-0.0)));
        assertThat(CompactRow.forValues(types).encodeOne(batch.columns(), 0)[8]).isEqualTo((byte) 0x80);
        assertThat(CompactRow.forKeys(types).encodeOne(batch.columns(), 0)[8]).isZero();
    }
}

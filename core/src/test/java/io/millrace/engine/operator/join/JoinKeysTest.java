package io.millrace.engine.operator.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.state.KeyHash;
import io.millrace.engine.state.TestRows;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rows of a {@link JoinTable} a key finds: those with an equal key, in the order in which they came. */
class JoinKeysTest {
    private static final double OTHER_NAN = Double.longBitsToDouble(0x7FF8000000000001L);

    private static JoinTable table(List<DataType> keyTypes, boolean[] nullsEqual, List<? extends List<?>> keys) {
        ColumnBatch batch = TestRows.batch(keyTypes, keys);
        return new JoinTable(keys.isEmpty() ? List.of() : List.of(batch), List.of(), keyTypes, nullsEqual);
    }

    /** The rows that a key finds. */
    private static List<Integer> found(JoinTable table, List<? extends ColumnVector> keys, int position) {
        if (!table.hasKey(keys, position)) {
            return List.of();
        }
        long[] hashes = new long[position + 1];
        JoinTable.hash(keys, new Selection(new int[] {position}, 1), hashes);
        List<Integer> rows = new ArrayList<>();
        for (int row = table.first(keys, position, hashes[position]);
                row >= 0;
                row = table.next(row, keys, position, hashes[position])) {
            rows.add(row);
        }
        return rows;
    }

    private static List<Integer> found(JoinTable table, List<DataType> types, List<?> key) {
        return found(table, TestRows.batch(types, List.of(key)).columns(), 0);
    }

    static Stream<Arguments> keys() {
        BigInteger large = BigInteger.TEN.pow(37);
        Map<Object, Object> map = new LinkedHashMap<>(Map.of("a", 1));
        return Stream.of(
                Arguments.of("DOUBLE", Arrays.asList(0.0, Double.NaN, 1.5, null), Arrays.asList(-0.0, OTHER_NAN, 1.5)),
                Arguments.of(
                        "FLOAT",
                        Arrays.asList(-0.0f, Float.NaN, Float.NEGATIVE_INFINITY, null),
                        Arrays.asList(0.0f, Float.intBitsToFloat(0x7FC00001), Float.NEGATIVE_INFINITY)),
                Arguments.of("BOOLEAN", Arrays.asList(true, false, null), Arrays.asList(true, false)),
                Arguments.of("TINYINT", Arrays.asList(1, -1, null), Arrays.asList(1, -1)),
                Arguments.of("SMALLINT", Arrays.asList(1, -1, null), Arrays.asList(1, -1)),
                Arguments.of("INT", Arrays.asList(0, Integer.MIN_VALUE, null), Arrays.asList(0, Integer.MIN_VALUE)),
                Arguments.of("BIGINT", Arrays.asList(0, Long.MIN_VALUE, null), Arrays.asList(0, Long.MIN_VALUE)),
                Arguments.of(
                        "DECIMAL(38,2)",
                        Arrays.asList(large, large.negate(), BigInteger.ZERO, BigInteger.ONE.shiftLeft(64), null),
                        Arrays.asList(large, large.negate(), BigInteger.ZERO, BigInteger.ONE.shiftLeft(64))),
                Arguments.of("STRING", Arrays.asList("", "a", "a longer text", null), List.of("", "a", "a longer text")),
                Arguments.of(
                        "STRUCT<x: DOUBLE, y: STRING>",
                        Arrays.asList(
                                Arrays.asList(0.0, "a"), Arrays.asList(null, "a"), Arrays.asList(null, null), null),
                        List.of(Arrays.asList(-0.0, "a"), Arrays.asList(null, "a"), Arrays.asList(null, null))),
                Arguments.of(
                        "ARRAY<DOUBLE>",
                        Arrays.asList(
                                List.of(), Arrays.asList((Object) null), List.of(0.0), List.of(0.0, Double.NaN), null),
                        List.of(List.of(), Arrays.asList((Object) null), List.of(-0.0), List.of(-0.0, OTHER_NAN))),
                Arguments.of("MAP<STRING, INT>", Arrays.asList(Map.of(), map, null), List.of(Map.of(), map)));
    }

    /** The last of the kept keys is null; the others are equal to the keys that are looked for, one by one. */
    @ParameterizedTest
    @MethodSource("keys")
    void keysFindEqualOnes(String ddl, List<?> kept, List<?> wanted) {
        List<DataType> types = List.of(DataType.fromDDL(ddl));
        List<List<?>> rows = new ArrayList<>();
        // twice, so that each is found twice
        kept.forEach(key -> rows.add(Arrays.asList(key)));
        kept.forEach(key -> rows.add(Arrays.asList(key)));
        int nullRow = kept.size() - 1;
        for (boolean nullsEqual : new boolean[] {false, true}) {
            JoinTable table = table(types, new boolean[] {nullsEqual}, rows);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(found(table, types, Arrays.asList(wanted.get(i))))
                        .as("%s", wanted.get(i))
                        .containsExactly(i, i + kept.size());
            }
            assertThat(found(table, types, Arrays.asList((Object) null)))
                    .isEqualTo(nullsEqual ? List.of(nullRow, nullRow + kept.size()) : List.of());
        }
    }

    @Test
    void eachKeySaysForItselfWhetherNullFindsNull() {
        List<DataType> types = List.of(DataTypes.LongType, DataTypes.StringType);
        List<List<Object>> rows = List.of(
                Arrays.asList(1L, "a"), Arrays.asList(null, "a"), Arrays.asList(1L, null), Arrays.asList(null, null));
        JoinTable table = table(types, new boolean[] {true, false}, rows);
        assertThat(found(table, types, Arrays.asList(1L, "a"))).containsExactly(0);
        assertThat(found(table, types, Arrays.asList(null, "a"))).containsExactly(1);
        assertThat(found(table, types, Arrays.asList(1L, null))).isEmpty();
        assertThat(found(table, types, Arrays.asList(null, null))).isEmpty();
    }

    @Test
    void withoutKeysAllRowsAreFound() {
        ColumnBatch batch = TestRows.batch(List.of(DataTypes.LongType), List.of(List.of(1L), List.of(2L), List.of(3L)));
        JoinTable table = new JoinTable(List.of(batch), List.of(DataTypes.LongType), List.of(), new boolean[0]);
        assertThat(table.rowCount()).isEqualTo(3);
        assertThat(found(table, List.of(), 0)).containsExactly(0, 1, 2);
        JoinTable empty = new JoinTable(List.of(), List.of(DataTypes.LongType), List.of(), new boolean[0]);
        assertThat(empty.rowCount()).isZero();
        assertThat(empty.columns()).hasSize(1);
        assertThat(found(empty, List.of(), 0)).isEmpty();
    }

    @Test
    void keysOfEqualHashesAreToldApart() {
        List<DataType> types = List.of(DataTypes.LongType, DataTypes.LongType);
        // the second column undoes what the first one does to the hash
        long[] first = new long[3];
        KeyHash.hash(
                TestRows.batch(types.subList(0, 1), List.of(List.of(1L), List.of(2L), List.of(3L)))
                        .columns(),
                Selection.range(3),
                first);
        List<List<Object>> rows = List.of(
                List.of(1L, first[0]), List.of(2L, first[1]), List.of(3L, first[2]), List.of(2L, first[1]));
        long[] hashes = new long[4];
        KeyHash.hash(TestRows.batch(types, rows).columns(), Selection.range(4), hashes);
        assertThat(hashes).containsOnly(hashes[0]);
        JoinTable table = table(types, new boolean[2], rows.subList(1, 4));
        assertThat(found(table, types, rows.get(0))).isEmpty();
        assertThat(found(table, types, rows.get(1))).containsExactly(0, 2);
        assertThat(found(table, types, rows.get(2))).containsExactly(1);
    }

    @Test
    void theFormOfAKeyDoesNotMatter() {
        List<DataType> types = List.of(DataTypes.StringType);
        JoinTable table = table(types, new boolean[] {true}, List.of(List.of("a"), List.of("b"), Arrays.asList("", "")));
        ValueVector words = (ValueVector)
                TestRows.batch(types, List.of(List.of("b"), Arrays.asList((Object) null), List.of("a")))
                        .column(0);
        ColumnVector dictionary = new DictionaryVector(words, new int[] {2, 1, 0});
        assertThat(found(table, List.of(dictionary), 0)).containsExactly(0);
        assertThat(found(table, List.of(dictionary), 1)).isEmpty();
        assertThat(found(table, List.of(dictionary), 2)).containsExactly(1);
        ValueVector one = (ValueVector) TestRows.batch(types, List.of(List.of("b"))).column(0);
        assertThat(found(table, List.of(new ConstantVector(one)), 7)).containsExactly(1);
    }

    @Property(tries = 200)
    void duplicatesAreFoundInTheOrderInWhichTheyCame(
            @ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> build, @ForAll @IntRange(max = 10) int probe) {
        List<DataType> types = List.of(DataTypes.IntegerType);
        JoinTable table = table(
                types, new boolean[1], build.stream().map(List::of).toList());
        assertThat(found(table, types, List.of(probe)))
                .isEqualTo(IntStream.range(0, build.size())
                        .filter(row -> build.get(row) == probe)
                        .boxed()
                        .toList());
    }
}

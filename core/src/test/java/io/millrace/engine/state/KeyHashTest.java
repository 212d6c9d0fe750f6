package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal keys have equal hashes in every form; different ones are spread over shards and slots. */
class KeyHashTest {
    private static final List<String> TYPES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL(10,2)",
            "DECIMAL(38,2)",
            "STRING",
            "STRUCT<x: BIGINT, y: STRUCT<z: STRING>>",
            "ARRAY<DOUBLE>",
            "ARRAY<ARRAY<STRING>>",
            "MAP<STRING, INT>");

    private static long[] hash(Selection rows, ColumnVector... keys) {
        long[] hashes = new long[rows.end()];
        KeyHash.hash(List.of(keys), rows, hashes);
        return hashes;
    }

    private static ValueVector vector(DataType type, List<?> values) {
        return (ValueVector) TestRows.batch(
                        List.of(type), values.stream().map(Arrays::asList).toList())
                .column(0);
    }

    private static long hash(DataType type, Object value) {
        return hash(Selection.range(1), vector(type, Arrays.asList(value)))[0];
    }

    @Property(tries = 300)
    void theFormOfAVectorMakesNoDifference(@ForAll @IntRange(max = 13) int kind, @ForAll long seed) {
        Random random = new Random(seed);
        DataType type = DataType.fromDDL(TYPES.get(kind));
        List<Object> values = random.ints(8)
                .mapToObj(ignored -> KeyGenerator.value(type, random, 2))
                .toList();
        ValueVector plain = vector(type, values);
        long[] hashes = hash(Selection.range(8), plain);
        assertThat(hash(new Selection(new int[] {1, 5, 7}, 3), plain))
                .containsExactly(0, hashes[1], 0, 0, 0, hashes[5], 0, hashes[7]);
        assertThat(hash(Selection.range(3), new DictionaryVector(plain, new int[] {7, 0, 7})))
                .containsExactly(hashes[7], hashes[0], hashes[7]);
        for (int i = 0; i < 8; i++) {
            // alone, so that a vector without nulls stands beside one with some
            ValueVector alone = vector(type, Arrays.asList(values.get(i)));
            assertThat(hash(Selection.range(1), alone)).containsExactly(hashes[i]);
            assertThat(hash(new Selection(new int[] {2}, 1), new ConstantVector(alone))[2])
                    .isEqualTo(hashes[i]);
        }
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < i; j++) {
                boolean same = java.util.Objects.equals(
                        TestRows.canonical(values.get(i)), TestRows.canonical(values.get(j)));
                if (same) {
                    assertThat(hashes[i]).isEqualTo(hashes[j]);
                } else if (!(type instanceof StructType)) {
                    // a struct of a null has the hash of a null struct
                    assertThat(hashes[i]).isNotEqualTo(hashes[j]);
                }
            }
        }
    }

    @Test
    void oneZeroAndOneNaN() {
        assertThat(hash(DataTypes.DoubleType, -0.0)).isEqualTo(hash(DataTypes.DoubleType, 0.0));
        assertThat(hash(DataTypes.FloatType, -0.0f)).isEqualTo(hash(DataTypes.FloatType, 0.0f));
        assertThat(hash(DataTypes.DoubleType, Double.longBitsToDouble(0x7FF8000000000001L)))
                .isEqualTo(hash(DataTypes.DoubleType, Double.NaN))
                .isNotEqualTo(hash(DataTypes.DoubleType, 0.0));
        assertThat(hash(DataTypes.FloatType, Float.intBitsToFloat(0x7FC00001)))
                .isEqualTo(hash(DataTypes.FloatType, Float.NaN));
    }

    @Test
    void theOrderOfColumnsCounts() {
        ValueVector one = vector(DataTypes.LongType, List.of(1L));
        ValueVector two = vector(DataTypes.LongType, List.of(2L));
        ValueVector none = vector(DataTypes.LongType, Arrays.asList((Object) null));
        Selection row = Selection.range(1);
        Set<Long> hashes = new HashSet<>();
        for (ColumnVector[] keys : new ColumnVector[][] {
            {one}, {two}, {none}, {one, two}, {two, one}, {one, none}, {none, one}, {none, none}, {}
        }) {
            hashes.add(hash(row, keys)[0]);
        }
        assertThat(hashes).hasSize(9);
    }

    @Test
    void everyByteOfATextCounts() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length <= 33; length++) {
            hashes.add(hash(DataTypes.StringType, "a".repeat(length)));
            for (int at = 0; at < length; at++) {
                hashes.add(hash(DataTypes.StringType, "a".repeat(at) + "b" + "a".repeat(length - at - 1)));
            }
        }
        assertThat(hashes).hasSize(34 + 33 * 34 / 2);
    }

    @Test
    void partsOfNestedKeysCount() {
        DataType decimal = DataType.fromDDL("DECIMAL(38,0)");
        BigInteger large = BigInteger.ONE.shiftLeft(64);
        assertThat(new HashSet<>(List.of(
                        hash(decimal, BigInteger.ONE), hash(decimal, large), hash(decimal, large.add(BigInteger.ONE)))))
                .hasSize(3);
        DataType map = DataType.fromDDL("MAP<STRING, INT>");
        assertThat(new HashSet<>(List.of(
                        hash(map, Map.of()),
                        hash(map, Map.of("a", 1)),
                        hash(map, Map.of("a", 2)),
                        hash(map, Map.of("b", 1)))))
                .hasSize(4);
        DataType lists = DataType.fromDDL("ARRAY<ARRAY<INT>>");
        assertThat(new HashSet<>(List.of(
                        hash(lists, List.of()),
                        hash(lists, List.of(List.of())),
                        hash(lists, List.of(List.of(), List.of())),
                        hash(lists, List.of(List.of(1), List.of())),
                        hash(lists, List.of(List.of(), List.of(1))))))
                .hasSize(5);
    }

    /** Of 64 bits, each of which should turn in half of the cases. */
    @ParameterizedTest
    @ValueSource(strings = {"BIGINT", "STRING"})
    void oneBitOfAKeyChangesHalfOfTheHash(String ddl) {
        DataType type = DataType.fromDDL(ddl);
        int[] turned = new int[64];
        int keys = 2000;
        for (int i = 0; i < keys; i++) {
            Object key = type.equals(DataTypes.LongType) ? (Object) (long) i : "key " + (char) ('a' + i % 26) + i / 26;
            Object other = type.equals(DataTypes.LongType)
                    ? (Object) ((long) i ^ 1L << i % 64)
                    : "key " + (char) ('a' + i % 26 ^ 1) + i / 26;
            long difference = hash(type, key) ^ hash(type, other);
            for (int bit = 0; bit < 64; bit++) {
                turned[bit] += (int) (difference >>> bit & 1);
            }
        }
        assertThat(Arrays.stream(turned)).allMatch(count -> count > keys * 0.4 && count < keys * 0.6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 13})
    void keysAreSpreadOverShards(int shards) {
        int[] counts = new int[shards];
        int keys = 1000 * shards;
        ValueVector numbers = vector(
                DataTypes.LongType,
                java.util.stream.LongStream.range(0, keys).boxed().toList());
        for (long hash : hash(Selection.range(keys), numbers)) {
            counts[KeyHash.shard(hash, shards)]++;
        }
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 850 && count < 1150);
        assertThat(KeyHash.shard(0, shards)).isZero();
        assertThat(KeyHash.shard(0xFFFF_FFFFL, shards)).isEqualTo(shards - 1);
        // the high half is for slots
        assertThat(KeyHash.shard(0xFFFF_FFFF_0000_0000L, shards)).isZero();
    }
}

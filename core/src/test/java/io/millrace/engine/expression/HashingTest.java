package io.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashingTest {
    private static long[] hash(int count, ColumnVector... columns) {
        long[] out = new long[count];
        Hashing.hash(List.of(columns), Selection.range(count), out);
        return out;
    }

    @Test
    void equalValuesHaveEqualHashes() {
        ValueVector doubles = Values.vector(
                DataTypes.DoubleType,
                Arrays.asList(0.0, -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L), null, null));
        long[] hashes = hash(6, doubles);
        assertThat(hashes[0]).isEqualTo(hashes[1]);
        assertThat(hashes[2]).isEqualTo(hashes[3]);
        assertThat(hashes[4]).isEqualTo(hashes[5]).isNotEqualTo(hashes[0]);
        assertThat(Hashing.same(doubles, 0, doubles, 1)).isTrue();
        assertThat(Hashing.same(doubles, 2, doubles, 3)).isTrue();
        assertThat(Hashing.same(doubles, 4, doubles, 5)).isTrue();
        assertThat(Hashing.same(doubles, 0, doubles, 4)).isFalse();
    }

    @Test
    void theFormOfAVectorDoesNotMatter() {
        ValueVector plain = Values.vector(DataTypes.StringType, Arrays.asList("a", "b", null, "longer than eight"));
        ColumnVector dictionary = new DictionaryVector(plain, new int[] {3, 2, 1, 0});
        long[] straight = hash(4, plain);
        long[] reversed = hash(4, dictionary);
        for (int i = 0; i < 4; i++) {
            assertThat(reversed[i]).isEqualTo(straight[3 - i]);
        }
        long[] constant = hash(4, Values.constant("b", DataTypes.StringType));
        assertThat(constant[3]).isEqualTo(straight[1]);
    }

    @Test
    void differentKeysHardlyCollide() {
        List<Object> numbers = new ArrayList<>();
        List<Object> texts = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            numbers.add((long) i << 32);
            texts.add("user-" + i);
        }
        Set<Integer> low = new HashSet<>();
        Set<Integer> lowText = new HashSet<>();
        long[] hashes = hash(4000, Values.vector(DataTypes.LongType, numbers));
        long[] textHashes = hash(4000, Values.vector(DataTypes.StringType, texts));
        for (int i = 0; i < 4000; i++) {
            low.add((int) hashes[i] & 0xFFFF);
            lowText.add((int) (textHashes[i] >>> 48));
        }
        // 4,000 balls in 65,536 bins fill some 3,880 of them
        assertThat(low.size()).isGreaterThan(3800);
        assertThat(lowText.size()).isGreaterThan(3800);
    }

    @Test
    void nestedValuesCompareByParts() {
        DataType type = DataType.fromDDL("array<struct<x:int,y:string>>");
        List<Object[]> one = List.<Object[]>of(new Object[] {1, "a"});
        List<Object[]> same = List.<Object[]>of(new Object[] {1, "a"});
        List<Object[]> other = List.<Object[]>of(new Object[] {1, "b"});
        ValueVector vector = Values.vector(type, List.of(one, same, other));
        long[] hashes = hash(3, vector);
        assertThat(hashes[0]).isEqualTo(hashes[1]).isNotEqualTo(hashes[2]);
        assertThat(Hashing.same(vector, 0, vector, 1)).isTrue();
        assertThat(Hashing.same(vector, 0, vector, 2)).isFalse();
        assertThat(Hashing.sameKeys(List.of(vector), 0, List.of(vector), 1)).isTrue();
    }
}

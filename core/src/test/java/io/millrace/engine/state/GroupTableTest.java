package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupTableTest {
    private static final List<List<DataType>> KEYS = List.of(
            types("a BIGINT"),
            types("a INT"),
            types("a BOOLEAN"),
            types("a TINYINT"),
            types("a STRING"),
            types("a DOUBLE"),
            types("a FLOAT"),
            types("a DECIMAL(10,2)"),
            types("a DECIMAL(38,2)"),
            types("a STRUCT<x: TIMESTAMP, y: TIMESTAMP>"),
            types("a STRUCT<x: STRING, y: INT>"),
            types("a ARRAY<STRING>"),
            types("a ARRAY<DOUBLE>"),
            types("a TIMESTAMP, b STRING"),
            types("a STRING, b STRING, c SMALLINT"),
            types("a ARRAY<STRUCT<x: STRING, y: ARRAY<INT>>>, b DATE"));

    private static List<DataType> types(String ddl) {
        List<DataType> types = new ArrayList<>();
        io.millrace.types.StructType.fromDDL(ddl).forEach(field -> types.add(field.dataType()));
        return types;
    }

    @Property(tries = 400)
    void numbersKeysLikeAHashMap(
            @ForAll @IntRange(max = 15) int kind,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int spread,
            @ForAll boolean collisions) {
        Random random = new Random(seed);
        List<DataType> types = KEYS.get(kind);
        GroupTable table = GroupTable.create(types);
        Map<Object, Integer> model = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            int rows = random.nextInt(4) == 0 ? 1 : random.nextInt(200);
            List<List<Object>> keys = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                keys.add(KeyGenerator.row(types, random, spread));
            }
            ColumnBatch batch = disguise(TestRows.batch(types, keys), random);
            int[] groups = lookup(table, batch, collisions);
            for (int i = 0; i < batch.rowCount(); i++) {
                int position = batch.selection().position(i);
                Object key = TestRows.canonical(keys.get(position));
                Integer known = model.putIfAbsent(key, model.size());
                assertThat(groups[position]).isEqualTo(known == null ? model.size() - 1 : known);
            }
        }
        assertThat(table.size()).isEqualTo(model.size());
        assertThat(exported(table)).isEqualTo(model);
    }

    private static Map<Object, Integer> exported(GroupTable table) {
        int[] all = new int[table.groupEnd()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return exported(table, all);
    }

    private static Map<Object, Integer> exported(GroupTable table, int[] groups) {
        List<ValueVector> targets =
                table.keyTypes().stream().map(ValueVector::create).toList();
        targets.forEach(target -> target.reset(groups.length));
        table.exportKeys(groups, groups.length, targets, 0);
        List<List<Object>> rows = TestRows.rows(ColumnBatch.of(targets, groups.length));
        Map<Object, Integer> result = new HashMap<>();
        for (int i = 0; i < groups.length; i++) {
            result.put(rows.get(i), groups[i]);
        }
        return result;
    }

    /** Selects some rows, and makes columns constants or dictionaries where the rows allow it. */
    private static ColumnBatch disguise(ColumnBatch batch, Random random) {
        List<ColumnVector> columns = new ArrayList<>(batch.columns());
        if (random.nextBoolean()) {
            int[] identity = new int[batch.length()];
            for (int i = 0; i < identity.length; i++) {
                identity[i] = i;
            }
            columns.replaceAll(column -> new DictionaryVector((ValueVector) column, identity));
        }
        if (batch.length() == 1 && random.nextBoolean()) {
            columns = new ArrayList<>(batch.columns());
            columns.replaceAll(column -> new ConstantVector((ValueVector) column));
        }
        int[] selected = new int[batch.length()];
        int count = 0;
        for (int i = 0; i < batch.length(); i++) {
            if (random.nextInt(3) > 0) {
                selected[count++] = i;
            }
        }
        return ColumnBatch.of(columns, batch.length(), new Selection(selected, count));
    }

    private static int[] lookup(GroupTable table, ColumnBatch batch, boolean collisions) {
        Selection rows = batch.selection();
        long[] hashes = hashes(batch, collisions);
        int[] groups = new int[rows.end()];
        table.lookup(batch.columns(), rows, hashes, groups);
        int[] found = new int[rows.end()];
        table.find(batch.columns(), rows, hashes, found);
        assertThat(found).isEqualTo(groups);
        return groups;
    }

    /** The hashes, or for collisions ones of which only four are different, in their high bits. */
    private static long[] hashes(ColumnBatch batch, boolean collisions) {
        long[] hashes = new long[batch.selection().end()];
        KeyHash.hash(batch.columns(), batch.selection(), hashes);
        for (int i = 0; collisions && i < hashes.length; i++) {
            hashes[i] = hashes[i] << 62;
        }
        return hashes;
    }

    @Property(tries = 150)
    void removedKeysAreGoneAndTheirNumbersComeBack(@ForAll @IntRange(max = 15) int kind, @ForAll long seed) {
        Random random = new Random(seed);
        List<DataType> types = KEYS.get(kind);
        GroupTable table = GroupTable.createRemovable(types);
        Map<Object, Integer> model = new HashMap<>();
        for (int round = 0; round < 10; round++) {
            List<List<Object>> keys = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                keys.add(KeyGenerator.row(types, random, 2));
            }
            ColumnBatch batch = TestRows.batch(types, keys);
            int[] groups = lookup(table, batch, false);
            for (int i = 0; i < keys.size(); i++) {
                model.put(TestRows.canonical(keys.get(i)), groups[i]);
            }
            List<Object> leaving = new ArrayList<>(model.keySet());
            leaving.removeIf(key -> random.nextBoolean());
            leaving.forEach(key -> table.remove(model.remove(key)));
            assertThat(table.size()).isEqualTo(model.size());
            assertThat(new java.util.HashSet<>(model.values())).hasSameSizeAs(model.values());
            int[] live = model.values().stream().mapToInt(Integer::intValue).toArray();
            assertThat(exported(table, live)).isEqualTo(model);
            long[] hashes = hashes(batch, false);
            int[] found = new int[keys.size()];
            table.find(batch.columns(), batch.selection(), hashes, found);
            for (int i = 0; i < keys.size(); i++) {
                assertThat(found[i]).isEqualTo(model.getOrDefault(TestRows.canonical(keys.get(i)), -1));
            }
        }
    }

    @Test
    void growsOverManySegmentsAndPages() {
        List<DataType> types = types("a STRING");
        GroupTable table = GroupTable.create(types);
        for (int round = 0; round < 2; round++) {
            for (int from = 0; from < 300_000; from += 3000) {
                List<List<Object>> keys = new ArrayList<>();
                for (int i = from; i < from + 3000; i++) {
                    keys.add(List.of("a key that is neither long nor short " + i));
                }
                int[] groups = lookup(table, TestRows.batch(types, keys), false);
                for (int i = 0; i < 3000; i++) {
                    assertThat(groups[i]).isEqualTo(from + i);
                }
            }
        }
        assertThat(table.size()).isEqualTo(300_000);
    }

    @Test
    void thousandsOfKeysWithOneHashStayApart() {
        List<DataType> types = types("a BIGINT");
        GroupTable table = GroupTable.create(types);
        int count = 30_000;
        long[] hashes = new long[3000];
        int[] groups = new int[3000];
        for (int from = 0; from < count; from += 3000) {
            List<List<Object>> keys = new ArrayList<>();
            for (int i = from; i < from + 3000; i++) {
                keys.add(List.of((long) i));
            }
            // equal high bits send all keys to one segment, different low ones of the tag keep probing short
            for (int i = 0; i < 3000; i++) {
                hashes[i] = (long) ((from + i) & 0x7FFF) << 32;
            }
            table.lookup(TestRows.batch(types, keys).columns(), Selection.range(3000), hashes, groups);
            assertThat(groups[2999]).isEqualTo(from + 2999);
        }
        assertThat(table.size()).isEqualTo(count);
    }

    @Test
    void keepsKeysLargerThanAPage() {
        List<DataType> types = types("a STRING, b INT");
        GroupTable table = GroupTable.createRemovable(types);
        List<List<Object>> keys = List.of(
                List.of("x".repeat(3 << 20), 1),
                List.of("small", 1),
                List.of("x".repeat(3 << 20), 2),
                List.of("x".repeat(1 << 20), 2),
                List.of("small", 2));
        int[] groups = lookup(table, TestRows.batch(types, keys), false);
        assertThat(groups).containsExactly(0, 1, 2, 3, 4);
        table.remove(0);
        table.remove(2);
        assertThat(lookup(table, TestRows.batch(types, keys.subList(3, 5)), false))
                .containsExactly(3, 4);
        assertThat(lookup(table, TestRows.batch(types, keys.subList(1, 2)), false))
                .containsExactly(1);
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void clearForgetsKeysAndStartsAtZero() {
        List<DataType> types = types("a STRING");
        GroupTable table = GroupTable.create(types);
        lookup(table, TestRows.batch(types, List.of(List.of("a"), List.of("b"))), false);
        table.clear();
        assertThat(table.size()).isZero();
        assertThat(lookup(table, TestRows.batch(types, List.of(List.of("b"), List.of("c"))), false))
                .containsExactly(0, 1);
    }

    @Test
    void withoutKeyColumnsThereIsOneGroup() {
        GroupTable table = GroupTable.create(List.of());
        int[] groups = {7, 7, 7};
        table.find(List.of(), Selection.range(3), new long[3], groups);
        assertThat(groups).containsExactly(-1, -1, -1);
        table.lookup(List.of(), Selection.range(3), new long[3], groups);
        assertThat(groups).containsExactly(0, 0, 0);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void removingNeedsATableMadeForIt() {
        assertThatThrownBy(() -> GroupTable.create(types("a INT")).remove(0)).isInstanceOf(IllegalStateException.class);
    }
}

package io.millrace.engine.state;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Measures random updates of many groups, one core, count included. Run it by hand; it asserts nothing. */
public final class GroupTableSpeed {
    private static final int BATCH = 4096;

    private GroupTableSpeed() {}

    public static void main(String[] arguments) {
        int groups = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
        for (String kind : List.of("long", "text", "timestamp and text")) {
            run(kind, groups);
        }
    }

    private static void run(String kind, int groups) {
        List<DataType> types = switch (kind) {
            case "long" -> List.of(DataTypes.LongType);
            case "text" -> List.of(DataTypes.StringType);
            default -> List.of(DataTypes.TimestampType, DataTypes.StringType);
        };
        GroupTable table = GroupTable.create(types);
        long[][] counts = new long[(groups >>> 15) + 1][1 << 15];
        SplittableRandom random = new SplittableRandom(1);
        long[] hashes = new long[BATCH];
        int[] numbers = new int[BATCH];
        long longest = 0;
        long started = System.nanoTime();
        for (int at = 0; at < groups; at += BATCH) {
            long before = System.nanoTime();
            update(table, types, at, null, hashes, numbers, counts, groups);
            longest = Math.max(longest, System.nanoTime() - before);
        }
        System.out.printf(
                "%s: insert %.0f ns a row, longest batch %.1f ms, %d MiB%n",
                kind, (System.nanoTime() - started) / (double) groups, longest / 1e6, table.retainedBytes() >> 20);
        for (int round = 0; round < 3; round++) {
            long spent = 0;
            int batches = 2000;
            for (int i = 0; i < batches; i++) {
                spent += update(table, types, 0, random, hashes, numbers, counts, groups);
            }
            System.out.printf("%s: update %.0f ns a row%n", kind, spent / (double) batches / BATCH);
        }
    }

    private static long update(
            GroupTable table,
            List<DataType> types,
            int first,
            SplittableRandom random,
            long[] hashes,
            int[] numbers,
            long[][] counts,
            int groups) {
        LongVector longs = new LongVector(DataTypes.LongType);
        BytesVector texts = new BytesVector(DataTypes.StringType);
        longs.reset(BATCH);
        texts.reset(BATCH);
        for (int i = 0; i < BATCH; i++) {
            long key = random == null ? Math.min(first + i, groups - 1) : random.nextInt(groups);
            longs.set(i, types.size() == 2 ? key / 100_000 : key);
            texts.set(i, "user-" + key);
        }
        List<ColumnVector> keys = new ArrayList<>();
        for (DataType type : types) {
            keys.add(type.equals(DataTypes.StringType) ? texts : longs);
        }
        Selection rows = Selection.range(BATCH);
        long before = System.nanoTime();
        KeyHash.hash(keys, rows, hashes);
        table.lookup(keys, rows, hashes, numbers);
        for (int i = 0; i < BATCH; i++) {
            counts[numbers[i] >>> 15][numbers[i] & 0x7FFF]++;
        }
        return System.nanoTime() - before;
    }
}

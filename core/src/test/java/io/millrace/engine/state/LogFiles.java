package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Files of a state log made by hand, and a store of numbers by word to replay them into. */
final class LogFiles {
    static final List<DataType> KEYS = List.of(DataTypes.StringType);
    static final List<DataType> VALUES = List.of(DataTypes.LongType);
    private static final List<DataType> ROWS = List.of(DataTypes.StringType, DataTypes.LongType);

    private static final Selection ONE = Selection.range(1);

    private LogFiles() {}

    static KeyValueState numbersByWord(int storeId) {
        return new KeyValueState(storeId, "dedupe", KEYS, VALUES, new PaneRule.None(), 2, MemoryBudget.unlimited());
    }

    /** A file with a header and frames. */
    static byte[] file(int magic, Consumer<FrameWriter> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter((data, length) -> bytes.write(data, 0, length));
        writer.header(magic);
        frames.accept(writer);
        writer.flush();
        return bytes.toByteArray();
    }

    /** A segment of versions, in each of which the word "v" + version gets the number of the version. */
    static byte[] segment(long first, long last) {
        return file(FrameFormat.LOG_MAGIC, frames -> {
            for (long version = first; version <= last; version++) {
                put(frames, version, "v" + version, version);
                frames.commit(version);
            }
        });
    }

    static void put(FrameWriter frames, long version, String word, long number) {
        frames.changes(version, numbersByWord(0)).put(row(word, number));
    }

    /** Puts an entry into the shard of its key. */
    static void put(KeyValueState state, String word, long number) {
        List<ColumnVector> columns = row(word, number).columns();
        state.put(shard(state, columns), columns, ONE, hashes(columns));
    }

    /** Removes an entry from the shard of its key. */
    static void remove(KeyValueState state, String word) {
        List<ColumnVector> columns = key(word).columns();
        state.remove(shard(state, columns), columns, ONE, hashes(columns));
    }

    private static int shard(KeyValueState state, List<ColumnVector> columns) {
        return KeyHash.shard(hashes(columns)[0], state.shardCount());
    }

    private static long[] hashes(List<ColumnVector> columns) {
        long[] hashes = new long[1];
        KeyHash.hash(columns.subList(0, 1), ONE, hashes);
        return hashes;
    }

    static ColumnBatch row(String word, long number) {
        return TestRows.batch(ROWS, List.of(Arrays.asList(word, number)));
    }

    static ColumnBatch key(String word) {
        return TestRows.batch(KEYS, List.of(Arrays.asList(word)));
    }

    /** What a store holds, numbers by word. */
    static Map<Object, Object> content(StatefulStore state) {
        Map<Object, Object> content = new HashMap<>();
        StatefulStore.SnapshotCursor cursor = state.openSnapshot();
        ChangeWriter reader = new ChangeWriter() {
            @Override
            public void put(ColumnBatch entries) {
                TestRows.rows(entries).forEach(row -> assertThat(content.put(row.get(0), row.get(1)))
                        .as("an entry comes once")
                        .isNull());
            }

            @Override
            public void remove(ColumnBatch keys) {
                throw new AssertionError("a snapshot removes nothing");
            }

            @Override
            public void evict(long bound) {
                throw new AssertionError("a snapshot evicts nothing");
            }
        };
        while (cursor.copy(reader, 100)) {
            // goes on
        }
        return content;
    }
}

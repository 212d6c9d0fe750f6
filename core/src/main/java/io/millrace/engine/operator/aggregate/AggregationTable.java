package io.millrace.engine.operator.aggregate;

import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Output;
import io.millrace.engine.state.AccumulatorValues;
import io.millrace.engine.state.GroupTable;
import io.millrace.engine.state.KeyHash;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;

/** Keys and their unfinished aggregates within one batch query or task. */
final class AggregationTable {
    private final List<DataType> keyTypes;
    private final GroupTable keys;
    private final AccumulatorValues values;
    private final MemoryBudget.Account account;
    private long[] hashes = new long[0];
    private int[] groups = new int[0];

    AggregationTable(List<DataType> keyTypes, List<AggregateCall> calls, MemoryBudget.Account account) {
        this.keyTypes = keyTypes;
        this.account = account;
        keys = GroupTable.create(keyTypes);
        values = new AccumulatorValues(calls);
    }

    AccumulatorValues values() {
        return values;
    }

    int size() {
        return keys.size();
    }

    /** The group of each selected row of a batch whose first columns are the keys; valid until the next call. */
    int[] assign(List<ColumnVector> columns, Selection rows, long[] knownHashes) {
        List<ColumnVector> keyColumns = columns.subList(0, keyTypes.size());
        if (groups.length < rows.end()) {
            groups = new int[Math.max(rows.end(), groups.length * 2)];
            hashes = new long[groups.length];
        }
        long[] rowHashes = knownHashes;
        if (rowHashes == null) {
            rowHashes = hashes;
            KeyHash.hash(keyColumns, rows, rowHashes);
        }
        keys.lookup(keyColumns, rows, rowHashes, groups);
        values.ensureGroups(keys.groupEnd());
        return groups;
    }

    /** Makes group 0 of an aggregation of everything, if it is missing. */
    void ensureGlobalGroup() {
        assign(List.of(), Selection.range(1), null);
    }

    /** Reserves what the table has grown by, and returns what it holds. */
    long account() {
        long bytes = keys.retainedBytes() + values.retainedBytes();
        account.reserve(bytes - account.bytes(), size());
        return bytes;
    }

    /** Gives all groups as batches: keys, then what a step makes of the values. */
    void emit(RowBuilder rows, Export export, Output out) {
        int[] chunk = new int[Math.min(ColumnBatch.MAX_ROWS, size())];
        for (int from = 0; from < size(); from += ColumnBatch.MAX_ROWS) {
            int count = Math.min(ColumnBatch.MAX_ROWS, size() - from);
            for (int i = 0; i < count; i++) {
                chunk[i] = from + i;
            }
            rows.reset(count);
            keys.exportKeys(chunk, count, rows.keys(), 0);
            export.write(chunk, count, rows.values());
            out.emit(rows.batch(count));
        }
    }

    /** Writes values of groups into slots 0 to {@code count - 1}. */
    @FunctionalInterface
    interface Export {
        void write(int[] groups, int count, List<ValueVector> targets);
    }

    /** Forgets all groups and keeps the memory. */
    void clear() {
        for (int group = 0; group < keys.groupEnd(); group++) {
            values.clear(group);
        }
        keys.clear();
    }

    void close() {
        account.close();
    }
}

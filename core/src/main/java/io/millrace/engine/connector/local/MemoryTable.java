package io.millrace.engine.connector.local;

import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in memory that change. Who reads sees the rows that were there when the reading began; reading and changing may
 * happen at any time, on any thread.
 */
public final class MemoryTable implements Table {
    private final StructType schema;
    private List<ColumnBatch> rows = List.of();

    public MemoryTable(StructType schema) {
        this.schema = schema;
    }

    /** @param batches copies that nobody changes any more */
    public synchronized void append(List<ColumnBatch> batches) {
        List<ColumnBatch> all = new ArrayList<>(rows);
        all.addAll(batches);
        rows = all;
    }

    /** @param batches copies that nobody changes any more; they take the place of all rows */
    public synchronized void replace(List<ColumnBatch> batches) {
        rows = List.copyOf(batches);
    }

    /** A table with the rows that are here now, which may change apart from these. */
    public synchronized MemoryTable withSchema(StructType other) {
        MemoryTable copy = new MemoryTable(other);
        copy.append(rows);
        return copy;
    }

    private synchronized BatchTable snapshot() {
        return new BatchTable(schema, rows);
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public List<Split> splits(ScanSpecification scan) {
        BatchTable snapshot = snapshot();
        List<Split> splits = new ArrayList<>();
        snapshot.splits(scan).forEach(split -> splits.add(new SnapshotSplit(snapshot, split)));
        return splits;
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        SnapshotSplit part = (SnapshotSplit) split;
        return part.snapshot().open(part.split(), scan);
    }

    private record SnapshotSplit(BatchTable snapshot, Split split) implements Split {
        @Override
        public long sizeInBytes() {
            return split.sizeInBytes();
        }
    }
}

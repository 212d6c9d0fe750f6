package io.millrace.engine.connector.memory;

import io.millrace.engine.connector.foreach.CollectingSink;
import io.millrace.engine.connector.local.BatchTable;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps results in memory. In complete mode each batch replaces the one before; else rows are added. A batch that comes a
 * second time changes nothing. Its {@link #table} may be read at any time from any thread and outlives the query.
 */
public final class MemorySink implements EpochSink {
    private final StructType schema;
    private final OutputKind kind;
    private final CollectingSink collecting = new CollectingSink(description(), this::add);
    private final List<ColumnBatch> rows = new ArrayList<>();
    private long newestBatch = -1;

    MemorySink(StructType schema, OutputKind kind) {
        this.schema = schema;
        this.kind = kind;
    }

    private synchronized void add(long batchId, List<ColumnBatch> batches) {
        if (batchId <= newestBatch) {
            return;
        }
        if (kind == OutputKind.COMPLETE) {
            rows.clear();
        }
        rows.addAll(batches);
        newestBatch = batchId;
    }

    private synchronized BatchTable snapshot() {
        return new BatchTable(schema, rows);
    }

    /** What has been committed so far, anew with each reading. */
    public Table table() {
        return new Table() {
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
        };
    }

    private record SnapshotSplit(BatchTable snapshot, Split split) implements Split {
        @Override
        public long sizeInBytes() {
            return split.sizeInBytes();
        }
    }

    @Override
    public String description() {
        return "MemorySink";
    }

    @Override
    public WriteJob begin(long batchId) {
        return collecting.begin(batchId);
    }

    @Override
    public boolean countsRows() {
        return true;
    }

    @Override
    public void close() {
        collecting.close();
    }
}

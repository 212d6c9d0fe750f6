package io.millrace.engine.connector.memory;

import io.millrace.engine.connector.foreach.CollectingSink;
import io.millrace.engine.connector.local.MemoryTable;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.source.Table;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.util.List;

/**
 * Keeps results in memory. In complete mode each batch replaces the one before; else rows are added. A batch that comes a
 * second time changes nothing. Its {@link #table} may be read at any time from any thread and outlives the query.
 */
public final class MemorySink implements EpochSink {
    private final OutputKind kind;
    private final CollectingSink collecting = new CollectingSink(description(), this::add);
    private final MemoryTable rows;
    private long newestBatch = -1;

    MemorySink(StructType schema, OutputKind kind) {
        this.rows = new MemoryTable(schema);
        this.kind = kind;
    }

    private synchronized void add(long batchId, List<ColumnBatch> batches) {
        if (batchId <= newestBatch) {
            return;
        }
        if (kind == OutputKind.COMPLETE) {
            rows.replace(batches);
        } else {
            rows.append(batches);
        }
        newestBatch = batchId;
    }

    /** What has been committed so far, anew with each reading. */
    public Table table() {
        return rows;
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

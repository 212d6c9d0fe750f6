package io.millrace.engine.connector.local;

import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.util.List;
import java.util.function.Supplier;

/** Rows that are computed when somebody first reads them, and kept until they are forgotten. */
public final class LazyTable implements Table {
    private final Supplier<List<ColumnBatch>> source;
    private final MemoryTable rows;
    private boolean filled;

    /** @param source gives copies that nobody changes any more */
    public LazyTable(StructType schema, Supplier<List<ColumnBatch>> source) {
        this.source = source;
        this.rows = new MemoryTable(schema);
    }

    /** Computes the rows, unless they are there. */
    public synchronized void fill() {
        if (!filled) {
            rows.replace(source.get());
            filled = true;
        }
    }

    /** Who reads already goes on with the old rows. */
    public synchronized void forget() {
        filled = false;
        rows.replace(List.of());
    }

    @Override
    public StructType schema() {
        return rows.schema();
    }

    @Override
    public String description() {
        return "cached rows";
    }

    @Override
    public synchronized List<Split> splits(ScanSpecification scan) {
        fill();
        return rows.splits(scan);
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        return rows.open(split, scan);
    }
}

package io.millrace.engine.connector.local;

import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows that an earlier plan computed, kept as columns; can be read any number of times. */
public final class BatchTable implements Table {
    private final StructType schema;
    private final List<ColumnBatch> batches;

    /** @param batches copies that nobody changes any more */
    public BatchTable(StructType schema, List<ColumnBatch> batches) {
        this.schema = schema;
        this.batches = List.copyOf(batches);
    }

    private record WholeTable(long sizeInBytes) implements Split {}

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public String description() {
        return "rows in memory";
    }

    @Override
    public List<Split> splits(ScanSpecification scan) {
        long rows = batches.stream().mapToLong(ColumnBatch::rowCount).sum();
        return List.of(new WholeTable(16 * rows + 1));
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        int[] ordinals = new int[scan.columns().length()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = schema.fieldIndex(scan.columns().field(i).name());
        }
        Iterator<ColumnBatch> iterator = batches.iterator();
        return new SplitReader() {
            private ColumnBatch batch;

            @Override
            public Status advance() {
                if (!iterator.hasNext()) {
                    return Status.END;
                }
                ColumnBatch next = iterator.next();
                List<ColumnVector> columns = new ArrayList<>(ordinals.length);
                for (int ordinal : ordinals) {
                    columns.add(next.column(ordinal));
                }
                batch = next.withColumns(columns);
                return Status.BATCH;
            }

            @Override
            public ColumnBatch batch() {
                return batch;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}

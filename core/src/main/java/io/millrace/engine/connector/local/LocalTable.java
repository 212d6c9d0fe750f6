package io.millrace.engine.connector.local;

import io.millrace.engine.expression.Values;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.Table;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/** A few rows given by the program or by the query itself; values in internal form, see {@link Values}. */
public final class LocalTable implements Table {
    private final StructType schema;
    private final List<Object[]> rows;

    public LocalTable(StructType schema, List<Object[]> rows) {
        this.schema = schema;
        this.rows = List.copyOf(rows);
    }

    /** One row without columns. */
    public static LocalTable oneRow() {
        return new LocalTable(new StructType(), List.<Object[]>of(new Object[0]));
    }

    public int rowCount() {
        return rows.size();
    }

    private record WholeTable(long sizeInBytes) implements Split {}

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public String description() {
        return "local rows";
    }

    @Override
    public List<Split> splits(ScanSpecification scan) {
        // A guess that keeps small tables on the caller's thread.
        return List.of(new WholeTable(16L * rows.size() + 1));
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        return new Reader(scan.columns());
    }

    private final class Reader implements SplitReader {
        private final List<ValueVector> vectors = new ArrayList<>();
        private final int[] ordinals;
        private int next;
        private ColumnBatch batch;

        Reader(StructType columns) {
            ordinals = new int[columns.length()];
            for (int i = 0; i < ordinals.length; i++) {
                StructField field = columns.field(i);
                ordinals[i] = schema.fieldIndex(field.name());
                vectors.add(ValueVector.create(field.dataType()));
            }
        }

        @Override
        public Status advance() {
            int count = Math.min(ColumnBatch.MAX_ROWS, rows.size() - next);
            if (count == 0) {
                return Status.END;
            }
            for (int column = 0; column < ordinals.length; column++) {
                ValueVector vector = vectors.get(column);
                vector.reset(count);
                for (int i = 0; i < count; i++) {
                    Values.set(vector, i, rows.get(next + i)[ordinals[column]]);
                }
            }
            batch = ColumnBatch.of(vectors, count);
            next += count;
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
    }
}

package io.millrace.spark;

import io.millrace.plan.Engine;
import io.millrace.spark.value.Cells;
import io.millrace.types.StructType;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Rows that Spark has brought to this process. */
final class CollectedRows implements Engine.Rows {
    private final StructType schema;
    private final Iterator<Object[]> rows;

    private CollectedRows(StructType schema, Iterator<Object[]> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    static CollectedRows of(StructType schema, List<Row> rows) {
        return new CollectedRows(schema, rows.stream().map(Cells::fromSpark).iterator());
    }

    /** Rows of cells, as commands give them. */
    static CollectedRows ofCells(StructType schema, List<Object[]> rows) {
        return new CollectedRows(schema, rows.iterator());
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Object[] next() {
        return rows.next();
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}

package io.millrace.engine.session;

import io.millrace.engine.expression.ExternalValues;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.plan.Engine;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.StructType;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Rows that are all there, turned into Java values one by one. */
final class CollectedRows implements Engine.Rows {
    private final StructType schema;
    private final Iterator<ColumnBatch> batches;
    private ColumnBatch batch;
    private int next;

    CollectedRows(StructType schema, Collector collector) {
        this(schema, collector.batches());
    }

    CollectedRows(StructType schema, List<ColumnBatch> batches) {
        this.schema = schema;
        this.batches = batches.iterator();
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public boolean hasNext() {
        while (batch == null || next >= batch.rowCount()) {
            if (!batches.hasNext()) {
                return false;
            }
            batch = batches.next();
            next = 0;
        }
        return true;
    }

    @Override
    public Object[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int position = batch.selection().position(next++);
        return ExternalValues.row(batch, position);
    }

    @Override
    public void close() {
        batch = null;
    }
}

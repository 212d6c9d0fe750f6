package io.millrace.engine.operator.aggregate;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;

/** The vectors of an output, reused from batch to batch: key columns, then value columns. */
final class RowBuilder {
    private final List<ValueVector> columns;
    private final int keyCount;

    RowBuilder(List<DataType> types, int keyCount) {
        columns = types.stream().map(ValueVector::create).toList();
        this.keyCount = keyCount;
    }

    void reset(int rows) {
        for (ValueVector column : columns) {
            column.reset(rows);
        }
    }

    List<ValueVector> keys() {
        return columns.subList(0, keyCount);
    }

    List<ValueVector> values() {
        return columns.subList(keyCount, columns.size());
    }

    ColumnBatch batch(int rows) {
        return ColumnBatch.of(columns, rows);
    }
}

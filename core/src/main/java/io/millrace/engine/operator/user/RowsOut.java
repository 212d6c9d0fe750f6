package io.millrace.engine.operator.user;

import io.millrace.engine.expression.Values;
import io.millrace.engine.operator.Output;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/** Gathers rows in internal form into batches. */
final class RowsOut {
    private final List<ValueVector> columns = new ArrayList<>();
    private int count;

    RowsOut(StructType schema) {
        for (StructField field : schema) {
            columns.add(ValueVector.create(field.dataType()));
        }
    }

    void add(Object[] row, Output out) {
        if (count == 0) {
            columns.forEach(column -> column.reset(ColumnBatch.MAX_ROWS));
        }
        for (int i = 0; i < row.length; i++) {
            Values.set(columns.get(i), count, row[i]);
        }
        if (++count == ColumnBatch.MAX_ROWS) {
            flush(out);
        }
    }

    void flush(Output out) {
        if (count > 0) {
            int rows = count;
            count = 0;
            out.emit(ColumnBatch.of(columns, rows));
        }
    }
}

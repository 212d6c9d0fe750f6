package io.millrace;

import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.io.Serializable;

/**
 * Encodes rows of one schema.
 *
 * @param javaTime whether dates and timestamps are given as java.time
 */
record RowEncoder(StructType schema, boolean javaTime) implements Encoder<Row> {
    @Override
    public Class<?> type() {
        return Row.class;
    }

    @Override
    public boolean isFlat() {
        return false;
    }

    @Override
    public Object[] toCells(Row value) {
        return JavaValues.toCells(value, schema);
    }

    @Override
    public Row fromCells(Object[] cells) {
        return JavaValues.toRow(cells, schema, javaTime);
    }

    private Object writeReplace() {
        return new Serialized(schema.json(), javaTime);
    }

    private record Serialized(String schema, boolean javaTime) implements Serializable {
        private Object readResolve() {
            return new RowEncoder((StructType) DataType.fromJson(schema), javaTime);
        }
    }
}

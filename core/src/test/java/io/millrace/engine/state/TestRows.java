package io.millrace.engine.state;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as plain Java values: lists for structs, arrays and rows, strings for bytes, Java's boxes for numbers. */
public final class TestRows {
    private TestRows() {}

    /** A batch of rows. */
    public static ColumnBatch batch(List<DataType> types, List<? extends List<?>> rows) {
        List<ValueVector> columns = new ArrayList<>();
        for (int column = 0; column < types.size(); column++) {
            ValueVector vector = ValueVector.create(types.get(column));
            vector.reset(rows.size());
            for (int row = 0; row < rows.size(); row++) {
                set(vector, row, rows.get(row).get(column));
            }
            columns.add(vector);
        }
        return ColumnBatch.of(columns, rows.size());
    }

    /** The selected rows of a batch. */
    public static List<List<Object>> rows(ColumnBatch batch) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < batch.rowCount(); i++) {
            List<Object> row = new ArrayList<>();
            for (ColumnVector column : batch.columns()) {
                row.add(get(column, batch.selection().position(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    public static void set(ValueVector vector, int position, Object value) {
        if (value == null) {
            vector.setNull(position);
            return;
        }
        switch (vector) {
            case BooleanVector booleans -> booleans.set(position, (Boolean) value);
            case ByteVector bytes -> bytes.set(position, ((Number) value).byteValue());
            case ShortVector shorts -> shorts.set(position, ((Number) value).shortValue());
            case IntVector ints -> ints.set(position, ((Number) value).intValue());
            case LongVector longs -> longs.set(position, ((Number) value).longValue());
            case FloatVector floats -> floats.set(position, ((Number) value).floatValue());
            case DoubleVector doubles -> doubles.set(position, ((Number) value).doubleValue());
            case DecimalVector decimals -> decimals.set(position, (BigInteger) value);
            case BytesVector bytes -> bytes.set(position, (String) value);
            case StructVector struct -> {
                List<?> fields = (List<?>) value;
                for (int i = 0; i < fields.size(); i++) {
                    set(struct.child(i), position, fields.get(i));
                }
            }
            case ListVector list -> {
                List<?> elements = (List<?>) value;
                int at = list.allocate(position, elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    set(list.elements(), at + i, elements.get(i));
                }
            }
            case MapVector map -> {
                Map<?, ?> entries = (Map<?, ?>) value;
                int at = map.allocate(position, entries.size());
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    set(map.keys(), at, entry.getKey());
                    set(map.values(), at++, entry.getValue());
                }
            }
        }
    }

    public static Object get(ColumnVector column, int position) {
        int slot = Vectors.plainPosition(column, position);
        ValueVector vector = Vectors.plain(column);
        if (vector.isNull(slot)) {
            return null;
        }
        return switch (vector) {
            case BooleanVector booleans -> booleans.get(slot);
            case ByteVector bytes -> bytes.get(slot);
            case ShortVector shorts -> shorts.get(slot);
            case IntVector ints -> ints.get(slot);
            case LongVector longs -> longs.get(slot);
            case FloatVector floats -> floats.get(slot);
            case DoubleVector doubles -> doubles.get(slot);
            case DecimalVector decimals -> decimals.unscaled(slot);
            case BytesVector bytes -> bytes.string(slot);
            case StructVector struct -> {
                List<Object> fields = new ArrayList<>();
                for (int i = 0; i < struct.fieldCount(); i++) {
                    fields.add(get(struct.child(i), slot));
                }
                yield fields;
            }
            case ListVector list -> {
                List<Object> elements = new ArrayList<>();
                for (int i = 0; i < list.length(slot); i++) {
                    elements.add(get(list.elements(), list.start(slot) + i));
                }
                yield elements;
            }
            case MapVector map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                for (int i = 0; i < map.length(slot); i++) {
                    entries.put(get(map.keys(), map.start(slot) + i), get(map.values(), map.start(slot) + i));
                }
                yield entries;
            }
        };
    }

    /** A key as equal keys have it: one zero, one NaN. */
    public static Object canonical(Object value) {
        return switch (value) {
            case null -> null;
            case Double number -> number == 0 ? Double.valueOf(0) : Double.valueOf(number.doubleValue());
            case Float number -> number == 0 ? Float.valueOf(0) : Float.valueOf(number.floatValue());
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(canonical(element)));
                yield copy;
            }
            default -> value;
        };
    }
}

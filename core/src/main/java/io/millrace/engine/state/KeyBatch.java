package io.millrace.engine.state;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.PhysicalShape;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.util.List;

/**
 * The keys of one batch in the form in which tables keep keys: longs for a single integral column; otherwise slices, which
 * are a single text or binary column as it is, or {@link CompactRow}s. Holds the scratch arrays for that, so all tables of
 * one thread share one object. A view: the bound vectors must stay as they are until the next {@link #bind}.
 */
final class KeyBatch {
    private final boolean integral;
    private final CompactRow rowFormat;
    private final RowBuffer buffer = new RowBuffer();
    private long[] longScratch = new long[0];
    private boolean[] nullScratch = new boolean[0];
    private int[] missing = new int[0];
    private long[] slots = new long[0];

    private long[] values;
    private byte[] data;
    private int[] starts;
    private int[] lengths;
    private boolean[] nulls;

    KeyBatch(List<DataType> types) {
        PhysicalShape only = types.size() == 1 ? PhysicalShape.of(types.getFirst()) : null;
        integral = only != null
                && switch (only) {
                    case BOOLEAN, BYTE, SHORT, INT, LONG -> true;
                    case BYTES, FLOAT, DOUBLE, DECIMAL, STRUCT, LIST, MAP -> false;
                };
        rowFormat = integral || only == PhysicalShape.BYTES ? null : CompactRow.forKeys(types);
    }

    /** Whether keys are longs, else they are slices. */
    boolean isIntegral() {
        return integral;
    }

    /** How slices become columns again, or null when a slice is the value of the only column. */
    CompactRow rowFormat() {
        return rowFormat;
    }

    void bind(List<? extends ColumnVector> columns, Selection rows) {
        if (rowFormat != null) {
            rowFormat.encode(columns, rows, buffer);
            data = buffer.data();
            starts = buffer.starts();
            lengths = buffer.lengths();
            return;
        }
        ColumnVector column = columns.getFirst();
        nulls = column.mayHaveNull() ? readNulls(column, rows) : null;
        if (integral) {
            values = column instanceof LongVector longs ? longs.values() : readLongs(column, rows);
        } else {
            readSlices(column, rows);
        }
    }

    private boolean[] readNulls(ColumnVector column, Selection rows) {
        if (nullScratch.length < rows.end()) {
            nullScratch = new boolean[Math.max(rows.end(), nullScratch.length * 2)];
        }
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            nullScratch[position] = column.isNull(position);
        }
        return nullScratch;
    }

    private long[] readLongs(ColumnVector column, Selection rows) {
        if (longScratch.length < rows.end()) {
            longScratch = new long[Math.max(rows.end(), longScratch.length * 2)];
        }
        ValueVector plain = Vectors.plain(column);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            longScratch[position] = value(plain, Vectors.plainPosition(column, position));
        }
        return longScratch;
    }

    private static long value(ValueVector vector, int position) {
        return switch (vector) {
            case IntVector ints -> ints.get(position);
            case LongVector longs -> longs.get(position);
            case ShortVector shorts -> shorts.get(position);
            case ByteVector bytes -> bytes.get(position);
            case BooleanVector booleans -> booleans.get(position) ? 1 : 0;
            default -> throw new IllegalStateException(vector.type() + " is no integral key");
        };
    }

    private void readSlices(ColumnVector column, Selection rows) {
        BytesVector bytes = (BytesVector) Vectors.plain(column);
        data = bytes.data();
        if (column == bytes) {
            starts = bytes.starts();
            lengths = bytes.lengths();
            return;
        }
        buffer.ensurePositions(rows.end());
        starts = buffer.starts();
        lengths = buffer.lengths();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(column, position);
            starts[position] = bytes.start(slot);
            lengths[position] = bytes.length(slot);
        }
    }

    /** The key at a position when keys are longs; 0 for null. */
    long value(int position) {
        return values[position];
    }

    long[] values() {
        return values;
    }

    byte[] data() {
        return data;
    }

    int start(int position) {
        return starts[position];
    }

    int length(int position) {
        return lengths[position];
    }

    /** Whether {@link #isNull} need be asked; never for rows, where null is a part of the key. */
    boolean mayHaveNull() {
        return nulls != null;
    }

    boolean isNull(int position) {
        return nulls != null && nulls[position];
    }

    /** An array for the positions that a lookup leaves over. */
    int[] missing(int count) {
        if (missing.length < count) {
            missing = new int[Math.max(count, missing.length * 2)];
        }
        return missing;
    }

    /** An array for what one pass of a lookup leaves to the next, for {@code count} rows. */
    long[] slots(int count) {
        if (slots.length < count) {
            slots = new long[Math.max(count, slots.length * 2)];
        }
        return slots;
    }
}

package io.millrace.engine.state;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import java.util.List;

/**
 * Rows of given types as bytes: for keys and for state.
 *
 * <pre>
 *   row      null bits   one bit a field, lowest first, rounded up to bytes; 1 is null
 *            slots       one a field, in order, without padding; numbers lowest byte first
 *            variable    the bytes of fields of variable length, in order, without padding
 *   slot     boolean, byte 1; short 2; int, float 4; long, double 8; decimal 8 up to 18 digits, else 16 (low half
 *            first); a struct of such fields: its own null bits and slots
 *            other types 4: where the field's bytes end, counted from the start of the row; they start where those of the
 *            previous such field end
 *   bytes    text and binary: as they are; a struct: a row of its own
 *   list     int count, null bits of the elements, then slots as above (ends counted from the start of the list), variable
 *   map      int length of the list of keys, list of keys, list of values
 * </pre>
 *
 * <p>Null fields have no bytes, and where their length is fixed zero slots. Rows made by {@link #forKeys} are canonical: equal keys are equal bytes
 * (-0.0 is written as 0.0, and there is one NaN; entries of maps must come in a canonical order). Rows made by
 * {@link #forValues} give back every bit. One object serves one thread.
 */
public final class CompactRow {
    private final TupleCodec tuple;
    private int[] cursors = new int[0];

    private CompactRow(List<DataType> types, boolean canonical) {
        tuple = TupleCodec.of(types, canonical);
    }

    /** Rows whose bytes are equal when the keys are. */
    public static CompactRow forKeys(List<DataType> types) {
        return new CompactRow(types, true);
    }

    /** Rows that keep values exactly. */
    public static CompactRow forValues(List<DataType> types) {
        return new CompactRow(types, false);
    }

    /** Writes the selected rows into a buffer, by position. */
    void encode(List<? extends ColumnVector> columns, Selection rows, RowBuffer target) {
        target.ensurePositions(rows.end());
        placeRows(columns, rows, target);
        for (int field = 0; field < tuple.size(); field++) {
            if (tuple.field(field).isFixed()) {
                encodeFixed(field, columns.get(field), rows, target);
            }
        }
        if (tuple.isFixed()) {
            return;
        }
        for (int field = 0; field < tuple.size(); field++) {
            if (!tuple.field(field).isFixed()) {
                encodeVariable(field, columns.get(field), rows, target);
            }
        }
    }

    /** Finds each row's length and place, and zeroes its fixed part. */
    private void placeRows(List<? extends ColumnVector> columns, Selection rows, RowBuffer target) {
        int[] starts = target.starts();
        int[] lengths = target.lengths();
        int fixed = tuple.fixedBytes();
        for (int i = 0; i < rows.count(); i++) {
            lengths[rows.position(i)] = fixed;
        }
        for (int field = 0; field < tuple.size(); field++) {
            if (!tuple.field(field).isFixed()) {
                addSizes(tuple.field(field), columns.get(field), rows, lengths);
            }
        }
        int at = 0;
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            starts[position] = at;
            at = Math.addExact(at, lengths[position]);
        }
        target.ensureBytes(at);
        if (tuple.isFixed()) {
            target.zero(0, at);
            return;
        }
        if (cursors.length < rows.end()) {
            cursors = new int[Math.max(rows.end(), cursors.length * 2)];
        }
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            target.zero(starts[position], fixed);
            cursors[position] = fixed;
        }
    }

    private static void addSizes(ValueCodec codec, ColumnVector column, Selection rows, int[] lengths) {
        if (column instanceof BytesVector bytes) {
            int[] sizes = bytes.lengths();
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                lengths[position] = Math.addExact(lengths[position], sizes[position]);
            }
            return;
        }
        ValueVector plain = Vectors.plain(column);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(column, position);
            if (!plain.isNull(slot)) {
                lengths[position] = Math.addExact(lengths[position], codec.size(plain, slot));
            }
        }
    }

    private void encodeFixed(int field, ColumnVector column, Selection rows, RowBuffer target) {
        ValueCodec codec = tuple.field(field);
        int slotOffset = tuple.slot(field);
        byte[] data = target.data();
        int[] starts = target.starts();
        switch (column) {
            case ValueVector plain
            when !plain.mayHaveNull() -> codec.writeColumn(plain, rows, data, starts, slotOffset);
            case ValueVector plain -> {
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    tuple.writeFixed(field, plain, position, data, starts[position]);
                }
            }
            case ConstantVector constant -> {
                for (int i = 0; i < rows.count(); i++) {
                    tuple.writeFixed(field, constant.value(), 0, data, starts[rows.position(i)]);
                }
            }
            case DictionaryVector dictionary -> {
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    tuple.writeFixed(
                            field, dictionary.dictionary(), dictionary.indices()[position], data, starts[position]);
                }
            }
        }
    }

    private void encodeVariable(int field, ColumnVector column, Selection rows, RowBuffer target) {
        byte[] data = target.data();
        int[] starts = target.starts();
        ValueVector plain = Vectors.plain(column);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int slot = Vectors.plainPosition(column, position);
            cursors[position] = tuple.writeVariable(field, plain, slot, data, starts[position], cursors[position]);
        }
    }

    /**
     * Reads one row into slot {@code position} of vectors that have room for it.
     *
     * @param start where the row starts
     */
    public void decode(byte[] data, int start, List<? extends ValueVector> targets, int position) {
        tuple.read(data, start, targets::get, position);
    }

    /** One row as a new array; for tests and rare uses. */
    public byte[] encodeOne(List<? extends ColumnVector> columns, int position) {
        RowBuffer buffer = new RowBuffer();
        encode(columns, new Selection(new int[] {position}, 1), buffer);
        int start = buffer.starts()[position];
        return java.util.Arrays.copyOfRange(buffer.data(), start, start + buffer.lengths()[position]);
    }
}

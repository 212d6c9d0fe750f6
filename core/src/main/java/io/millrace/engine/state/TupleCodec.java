package io.millrace.engine.state;

import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;
import java.util.function.IntFunction;

/** Fields side by side: a {@link CompactRow}, or a struct within one. */
final class TupleCodec {
    private final ValueCodec[] fields;
    private final int[] slots;
    private final int fixedBytes;
    private final boolean fixed;

    private TupleCodec(ValueCodec[] fields) {
        this.fields = fields;
        slots = new int[fields.length];
        int at = (fields.length + 7) / 8;
        boolean allFixed = true;
        for (int i = 0; i < fields.length; i++) {
            slots[i] = at;
            at += fields[i].slotBytes();
            allFixed &= fields[i].isFixed();
        }
        fixedBytes = at;
        fixed = allFixed;
    }

    static TupleCodec of(List<DataType> types, boolean canonical) {
        return new TupleCodec(
                types.stream().map(type -> ValueCodec.of(type, canonical)).toArray(ValueCodec[]::new));
    }

    int size() {
        return fields.length;
    }

    ValueCodec field(int index) {
        return fields[index];
    }

    /** Where a field's slot lies, from the start of the tuple. */
    int slot(int field) {
        return slots[field];
    }

    /** The length of null bits and slots. */
    int fixedBytes() {
        return fixedBytes;
    }

    /** Whether every tuple has just {@link #fixedBytes} bytes. */
    boolean isFixed() {
        return fixed;
    }

    /** The whole length of the tuple whose fields lie at one position of some vectors. */
    int size(IntFunction<ValueVector> columns, int position) {
        int size = fixedBytes;
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].isFixed() && !columns.apply(i).isNull(position)) {
                size = Math.addExact(size, fields[i].size(columns.apply(i), position));
            }
        }
        return size;
    }

    /** Writes a tuple into bytes whose first {@link #fixedBytes} are zero, and returns its length. */
    int write(IntFunction<ValueVector> columns, int position, byte[] data, int start) {
        int cursor = fixedBytes;
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].isFixed()) {
                writeFixed(i, columns.apply(i), position, data, start);
            } else {
                cursor = writeVariable(i, columns.apply(i), position, data, start, cursor);
            }
        }
        return cursor;
    }

    void writeFixed(int field, ValueVector column, int position, byte[] data, int start) {
        if (column.isNull(position)) {
            markNull(field, data, start);
        } else {
            fields[field].writeFixed(column, position, data, start + slots[field]);
        }
    }

    /** Writes one field behind the bytes of those before it, and returns where it ends. */
    int writeVariable(int field, ValueVector column, int position, byte[] data, int start, int cursor) {
        int end = cursor;
        if (column.isNull(position)) {
            markNull(field, data, start);
        } else {
            end += fields[field].writeVariable(column, position, data, start + cursor);
        }
        LittleEndian.putInt(data, start + slots[field], end);
        return end;
    }

    private static void markNull(int field, byte[] data, int start) {
        data[start + (field >> 3)] |= (byte) (1 << (field & 7));
    }

    void read(byte[] data, int start, IntFunction<? extends ValueVector> targets, int position) {
        int cursor = fixedBytes;
        for (int i = 0; i < fields.length; i++) {
            ValueVector target = targets.apply(i);
            int end = fields[i].isFixed() ? cursor : LittleEndian.getInt(data, start + slots[i]);
            if ((data[start + (i >> 3)] & 1 << (i & 7)) != 0) {
                target.setNull(position);
            } else {
                target.clearNull(position);
                if (fields[i].isFixed()) {
                    fields[i].readFixed(data, start + slots[i], target, position);
                } else {
                    fields[i].readVariable(data, start + cursor, start + end, target, position);
                }
            }
            cursor = end;
        }
    }
}

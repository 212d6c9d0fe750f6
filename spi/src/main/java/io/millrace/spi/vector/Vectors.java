package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Helps with vectors of any form. */
public final class Vectors {
    private Vectors() {}

    /**
     * A plain vector with the same values at the selected positions; the vector itself when it is plain already.
     *
     * @param scratch where to put the copy; is reset. May be null, then a new vector is made when one is needed
     */
    public static ValueVector flatten(ColumnVector vector, Selection rows, ValueVector scratch) {
        if (vector instanceof ValueVector plain) {
            return plain;
        }
        ValueVector target = scratch == null ? ValueVector.create(vector.type()) : scratch;
        target.reset(rows.end());
        copy(vector, rows, target);
        return target;
    }

    /** Copies the selected positions to the same positions of a vector that has been reset. */
    public static void copy(ColumnVector source, Selection rows, ValueVector target) {
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            target.copyFrom(plain(source), plainPosition(source, position), position);
        }
    }

    /** Copies the selected positions to {@code at, at + 1, …} of a vector that has room for them. */
    public static void append(ColumnVector source, Selection rows, ValueVector target, int at) {
        ValueVector plain = plain(source);
        for (int i = 0; i < rows.count(); i++) {
            target.copyFrom(plain, plainPosition(source, rows.position(i)), at + i);
        }
    }

    /** The plain vector that holds the values of a vector of any form. */
    public static ValueVector plain(ColumnVector vector) {
        return switch (vector) {
            case ValueVector plain -> plain;
            case ConstantVector constant -> constant.value();
            case DictionaryVector dictionary -> dictionary.dictionary();
        };
    }

    /** Where in {@link #plain} the value of a position lies. */
    public static int plainPosition(ColumnVector vector, int position) {
        return switch (vector) {
            case ValueVector plain -> position;
            case ConstantVector constant -> 0;
            case DictionaryVector dictionary -> dictionary.indices()[position];
        };
    }

    /** A vector that is null everywhere. */
    public static ConstantVector nullOf(DataType type) {
        ValueVector value = ValueVector.create(type);
        value.reset(1);
        value.setNull(0);
        return new ConstantVector(value);
    }

    /** A copy of the chosen rows that its receiver may keep: plain vectors, positions 0 to {@code rowCount - 1}. */
    public static ColumnBatch copy(ColumnBatch batch) {
        List<ValueVector> columns = new ArrayList<>(batch.columnCount());
        int rows = batch.rowCount();
        for (ColumnVector column : batch.columns()) {
            ValueVector target = ValueVector.create(column.type());
            target.reset(rows);
            append(column, batch.selection(), target, 0);
            columns.add(target);
        }
        ColumnBatch copy = ColumnBatch.of(columns, rows);
        if (batch.changeKinds() == null) {
            return copy;
        }
        byte[] kinds = new byte[rows];
        for (int i = 0; i < rows; i++) {
            kinds[i] = batch.changeKinds()[batch.selection().position(i)];
        }
        return copy.withChangeKinds(kinds);
    }
}

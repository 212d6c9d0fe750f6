package io.millrace.spi.vector;

import io.millrace.types.DataType;

/**
 * The values of one column at positions counted from 0.
 *
 * <p>A vector is plain ({@link ValueVector}, one class per {@link PhysicalShape}), one value for all positions
 * ({@link ConstantVector}), or indices into a plain vector ({@link DictionaryVector}). Kernels read the arrays of plain
 * vectors directly; {@link Vectors#flatten} turns the other two into plain ones where a kernel has no path for them.
 *
 * <p>Null slots hold zero (an empty slice, an empty list), so a kernel may compute on them without a check.
 */
public abstract sealed class ColumnVector permits ValueVector, ConstantVector, DictionaryVector {
    private final DataType type;

    ColumnVector(DataType type) {
        this.type = type;
    }

    public final DataType type() {
        return type;
    }

    /** False promises that no position is null; ask once per vector, not per row. */
    public abstract boolean mayHaveNull();

    public abstract boolean isNull(int position);
}

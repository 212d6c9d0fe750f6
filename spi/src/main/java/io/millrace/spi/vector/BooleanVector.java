package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.Arrays;

/** Booleans. */
public final class BooleanVector extends ValueVector {
    private boolean[] values = new boolean[0];

    public BooleanVector(DataType type) {
        super(type);
    }

    /** The values by position; may be longer than the batch, and is replaced when the vector grows. */
    public boolean[] values() {
        return values;
    }

    public boolean get(int position) {
        return values[position];
    }

    public void set(int position, boolean value) {
        values[position] = value;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (values.length < capacity) {
            values = Arrays.copyOf(values, Math.max(capacity, values.length * 2));
        }
    }

    @Override
    public int capacity() {
        return values.length;
    }

    @Override
    void copyValue(ValueVector source, int sourcePosition, int position) {
        values[position] = ((BooleanVector) source).values[sourcePosition];
    }

    @Override
    void zero(int position) {
        values[position] = false;
    }

    @Override
    public long retainedBytes() {
        return values.length + nullBytes();
    }
}

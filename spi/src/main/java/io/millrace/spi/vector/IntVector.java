package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.Arrays;

/** 32-bit numbers: int, days, months. */
public final class IntVector extends ValueVector {
    private int[] values = new int[0];

    public IntVector(DataType type) {
        super(type);
    }

    /** The values by position; may be longer than the batch, and is replaced when the vector grows. */
    public int[] values() {
        return values;
    }

    public int get(int position) {
        return values[position];
    }

    public void set(int position, int value) {
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
        values[position] = ((IntVector) source).values[sourcePosition];
    }

    @Override
    void zero(int position) {
        values[position] = 0;
    }

    @Override
    public long retainedBytes() {
        return 4L * values.length + nullBytes();
    }
}

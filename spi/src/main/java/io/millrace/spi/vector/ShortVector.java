package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.Arrays;

/** 16-bit numbers. */
public final class ShortVector extends ValueVector {
    private short[] values = new short[0];

    public ShortVector(DataType type) {
        super(type);
    }

    /** The values by position; may be longer than the batch, and is replaced when the vector grows. */
    public short[] values() {
        return values;
    }

    public short get(int position) {
        return values[position];
    }

    public void set(int position, short value) {
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
        values[position] = ((ShortVector) source).values[sourcePosition];
    }

    @Override
    void zero(int position) {
        values[position] = 0;
    }

    @Override
    public long retainedBytes() {
        return 2L * values.length + nullBytes();
    }
}

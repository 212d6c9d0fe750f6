package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.Arrays;

/** 64-bit numbers: long, microseconds, nanoseconds. */
public final class LongVector extends ValueVector {
    private long[] values = new long[0];

    public LongVector(DataType type) {
        super(type);
    }

    /** The values by position; may be longer than the batch, and is replaced when the vector grows. */
    public long[] values() {
        return values;
    }

    public long get(int position) {
        return values[position];
    }

    public void set(int position, long value) {
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
        values[position] = ((LongVector) source).values[sourcePosition];
    }

    @Override
    void zero(int position) {
        values[position] = 0;
    }

    @Override
    public long retainedBytes() {
        return 8L * values.length + nullBytes();
    }
}

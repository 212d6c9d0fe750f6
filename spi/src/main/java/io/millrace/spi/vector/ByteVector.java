package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.Arrays;

/** 8-bit numbers. */
public final class ByteVector extends ValueVector {
    private byte[] values = new byte[0];

    public ByteVector(DataType type) {
        super(type);
    }

    /** The values by position; may be longer than the batch, and is replaced when the vector grows. */
    public byte[] values() {
        return values;
    }

    public byte get(int position) {
        return values[position];
    }

    public void set(int position, byte value) {
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
        values[position] = ((ByteVector) source).values[sourcePosition];
    }

    @Override
    void zero(int position) {
        values[position] = 0;
    }

    @Override
    public long retainedBytes() {
        return values.length + nullBytes();
    }
}

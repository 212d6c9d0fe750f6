package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.Arrays;

/** 64-bit floating-point numbers. */
public final class DoubleVector extends ValueVector {
    private double[] values = new double[0];

    public DoubleVector(DataType type) {
        super(type);
    }

    /** The values by position; may be longer than the batch, and is replaced when the vector grows. */
    public double[] values() {
        return values;
    }

    public double get(int position) {
        return values[position];
    }

    public void set(int position, double value) {
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
        values[position] = ((DoubleVector) source).values[sourcePosition];
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

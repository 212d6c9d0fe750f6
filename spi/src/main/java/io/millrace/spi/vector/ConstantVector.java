package io.millrace.spi.vector;

/** One value, or null, for every position; it lies at position 0 of a plain vector. */
public final class ConstantVector extends ColumnVector {
    private final ValueVector value;

    public ConstantVector(ValueVector value) {
        super(value.type());
        this.value = value;
    }

    /** The plain vector whose position 0 holds the value. */
    public ValueVector value() {
        return value;
    }

    public boolean isNull() {
        return value.isNull(0);
    }

    @Override
    public boolean mayHaveNull() {
        return isNull();
    }

    @Override
    public boolean isNull(int position) {
        return isNull();
    }
}

package io.millrace.types;

/** An IEEE 754 number of 32 bits. */
public final class FloatType extends FractionalType {
    private static final long serialVersionUID = 1L;

    static final FloatType INSTANCE = new FloatType();

    private FloatType() {}

    @Override
    public String typeName() {
        return "float";
    }

    @Override
    public int defaultSize() {
        return 4;
    }
}

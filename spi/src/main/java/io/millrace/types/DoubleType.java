package io.millrace.types;

/** An IEEE 754 number of 64 bits. */
public final class DoubleType extends FractionalType {
    private static final long serialVersionUID = 1L;

    static final DoubleType INSTANCE = new DoubleType();

    private DoubleType() {}

    @Override
    public String typeName() {
        return "double";
    }

    @Override
    public int defaultSize() {
        return 8;
    }
}

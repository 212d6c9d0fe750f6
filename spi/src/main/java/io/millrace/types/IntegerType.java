package io.millrace.types;

/** A signed whole number of 32 bits. */
public final class IntegerType extends IntegralType {
    private static final long serialVersionUID = 1L;

    static final IntegerType INSTANCE = new IntegerType();

    private IntegerType() {}

    @Override
    public String typeName() {
        return "integer";
    }

    @Override
    public String simpleString() {
        return "int";
    }

    @Override
    public int defaultSize() {
        return 4;
    }
}

package io.millrace.types;

/** A signed whole number of 64 bits. */
public final class LongType extends IntegralType {
    private static final long serialVersionUID = 1L;

    static final LongType INSTANCE = new LongType();

    private LongType() {}

    @Override
    public String typeName() {
        return "long";
    }

    @Override
    public String simpleString() {
        return "bigint";
    }

    @Override
    public int defaultSize() {
        return 8;
    }
}

package io.millrace.types;

/** A signed whole number of 8 bits. */
public final class ByteType extends IntegralType {
    static final ByteType INSTANCE = new ByteType();

    private ByteType() {}

    @Override
    public String typeName() {
        return "byte";
    }

    @Override
    public String simpleString() {
        return "tinyint";
    }

    @Override
    public int defaultSize() {
        return 1;
    }
}

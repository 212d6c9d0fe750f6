package io.millrace.types;

/** A signed whole number of 8 bits. */
public final class ByteType extends IntegralType {
    private static final long serialVersionUID = 1L;

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

package io.millrace.types;

/** The type of an untyped NULL. */
public final class NullType extends DataType {
    private static final long serialVersionUID = 1L;

    static final NullType INSTANCE = new NullType();

    private NullType() {}

    @Override
    public String typeName() {
        return "void";
    }

    @Override
    public int defaultSize() {
        return 1;
    }
}

package io.millrace.types;

/** A signed whole number of 16 bits. */
public final class ShortType extends IntegralType {
    private static final long serialVersionUID = 1L;

    static final ShortType INSTANCE = new ShortType();

    private ShortType() {}

    @Override
    public String typeName() {
        return "short";
    }

    @Override
    public String simpleString() {
        return "smallint";
    }

    @Override
    public int defaultSize() {
        return 2;
    }
}

package io.millrace.types;

/** A self-describing value. */
public final class VariantType extends DataType {
    private static final long serialVersionUID = 1L;

    static final VariantType INSTANCE = new VariantType();

    private VariantType() {}

    @Override
    public String typeName() {
        return "variant";
    }

    @Override
    public int defaultSize() {
        return 128;
    }
}

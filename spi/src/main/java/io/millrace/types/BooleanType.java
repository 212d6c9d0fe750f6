package io.millrace.types;

/** True or false. */
public final class BooleanType extends AtomicType {
    private static final long serialVersionUID = 1L;

    static final BooleanType INSTANCE = new BooleanType();

    private BooleanType() {}

    @Override
    public String typeName() {
        return "boolean";
    }

    @Override
    public int defaultSize() {
        return 1;
    }
}

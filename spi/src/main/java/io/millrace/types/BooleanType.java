package io.millrace.types;

/** True or false. */
public final class BooleanType extends AtomicType {
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

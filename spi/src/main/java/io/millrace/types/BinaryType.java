package io.millrace.types;

/** Bytes. */
public final class BinaryType extends AtomicType {
    static final BinaryType INSTANCE = new BinaryType();

    private BinaryType() {}

    @Override
    public String typeName() {
        return "binary";
    }

    @Override
    public int defaultSize() {
        return 100;
    }
}

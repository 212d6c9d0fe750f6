package io.millrace.types;

/** Bytes. */
public final class BinaryType extends AtomicType {
    private static final long serialVersionUID = 1L;

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

package io.millrace.types;

/** Text in UTF-8, compared byte by byte. */
public final class StringType extends AtomicType {
    private static final long serialVersionUID = 1L;

    static final StringType INSTANCE = new StringType();

    private StringType() {}

    @Override
    public String typeName() {
        return "string";
    }

    @Override
    public int defaultSize() {
        return 20;
    }
}

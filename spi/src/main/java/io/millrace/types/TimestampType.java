package io.millrace.types;

/** An instant; microseconds since 1970-01-01T00:00:00Z. */
public final class TimestampType extends AtomicType {
    private static final long serialVersionUID = 1L;

    static final TimestampType INSTANCE = new TimestampType();

    private TimestampType() {}

    @Override
    public String typeName() {
        return "timestamp";
    }

    @Override
    public int defaultSize() {
        return 8;
    }
}

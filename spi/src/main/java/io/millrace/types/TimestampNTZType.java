package io.millrace.types;

/** A date and time of day without a zone; microseconds since 1970-01-01T00:00:00. */
public final class TimestampNTZType extends AtomicType {
    private static final long serialVersionUID = 1L;

    static final TimestampNTZType INSTANCE = new TimestampNTZType();

    private TimestampNTZType() {}

    @Override
    public String typeName() {
        return "timestamp_ntz";
    }

    @Override
    public int defaultSize() {
        return 8;
    }
}

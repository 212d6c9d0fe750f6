package io.millrace.types;

/** A day of the proleptic Gregorian calendar; days since 1970-01-01. */
public final class DateType extends AtomicType {
    private static final long serialVersionUID = 1L;

    static final DateType INSTANCE = new DateType();

    private DateType() {}

    @Override
    public String typeName() {
        return "date";
    }

    @Override
    public int defaultSize() {
        return 4;
    }
}

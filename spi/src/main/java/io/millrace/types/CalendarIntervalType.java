package io.millrace.types;

/** Months, days and microseconds, kept apart. */
public final class CalendarIntervalType extends DataType {
    private static final long serialVersionUID = 1L;

    static final CalendarIntervalType INSTANCE = new CalendarIntervalType();

    private CalendarIntervalType() {}

    @Override
    public String typeName() {
        return "interval";
    }

    @Override
    public int defaultSize() {
        return 16;
    }
}

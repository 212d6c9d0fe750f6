package io.millrace.types;

import java.util.List;
import java.util.Objects;

/** A span of years and months; months. */
public final class YearMonthIntervalType extends AtomicType {
    private static final long serialVersionUID = 1L;

    public static final byte YEAR = 0;
    public static final byte MONTH = 1;

    private static final List<String> FIELD_NAMES = List.of("year", "month");

    private final byte startField;
    private final byte endField;

    public YearMonthIntervalType(byte startField, byte endField) {
        if (startField < 0 || endField >= FIELD_NAMES.size() || startField > endField) {
            throw new IllegalArgumentException("Not interval fields: " + startField + " to " + endField);
        }
        this.startField = startField;
        this.endField = endField;
    }

    public byte startField() {
        return startField;
    }

    public byte endField() {
        return endField;
    }

    @Override
    public String typeName() {
        String start = "interval " + FIELD_NAMES.get(startField);
        return startField == endField ? start : start + " to " + FIELD_NAMES.get(endField);
    }

    @Override
    public int defaultSize() {
        return 4;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof YearMonthIntervalType that
                && that.startField == startField
                && that.endField == endField;
    }

    @Override
    public int hashCode() {
        return Objects.hash(YearMonthIntervalType.class, startField, endField);
    }

    @Override
    public String toString() {
        return "YearMonthIntervalType(" + startField + "," + endField + ")";
    }
}

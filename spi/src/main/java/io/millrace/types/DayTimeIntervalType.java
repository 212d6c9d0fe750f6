package io.millrace.types;

import java.util.List;
import java.util.Objects;

/** A span of days down to seconds; microseconds. */
public final class DayTimeIntervalType extends AtomicType {
    private static final long serialVersionUID = 1L;

    public static final byte DAY = 0;
    public static final byte HOUR = 1;
    public static final byte MINUTE = 2;
    public static final byte SECOND = 3;

    private static final List<String> FIELD_NAMES = List.of("day", "hour", "minute", "second");

    private final byte startField;
    private final byte endField;

    public DayTimeIntervalType(byte startField, byte endField) {
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
        return 8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayTimeIntervalType that && that.startField == startField && that.endField == endField;
    }

    @Override
    public int hashCode() {
        return Objects.hash(DayTimeIntervalType.class, startField, endField);
    }

    @Override
    public String toString() {
        return "DayTimeIntervalType(" + startField + "," + endField + ")";
    }
}

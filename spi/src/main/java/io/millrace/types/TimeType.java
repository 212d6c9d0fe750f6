package io.millrace.types;

import java.util.Objects;

/** A time of day with up to nine digits of a second; nanoseconds since midnight. */
public final class TimeType extends AtomicType {
    private static final long serialVersionUID = 1L;

    public static final int MAX_PRECISION = 6;

    private final int precision;

    public TimeType(int precision) {
        if (precision < 0 || precision > MAX_PRECISION) {
            throw new IllegalArgumentException("The precision of TIME must be 0 to 6, not " + precision);
        }
        this.precision = precision;
    }

    /** Digits of the fraction of a second. */
    public int precision() {
        return precision;
    }

    @Override
    public String typeName() {
        return "time(" + precision + ")";
    }

    @Override
    public int defaultSize() {
        return 8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeType that && that.precision == precision;
    }

    @Override
    public int hashCode() {
        return Objects.hash(TimeType.class, precision);
    }

    @Override
    public String toString() {
        return "TimeType(" + precision + ")";
    }
}

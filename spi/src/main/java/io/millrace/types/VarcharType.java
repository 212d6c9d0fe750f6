package io.millrace.types;

import java.util.Objects;

/** Text of at most a given length. */
public final class VarcharType extends AtomicType {
    private static final long serialVersionUID = 1L;

    private final int length;

    public VarcharType(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("The length of varchar must not be negative: " + length);
        }
        this.length = length;
    }

    /** The length in characters. */
    public int length() {
        return length;
    }

    @Override
    public String typeName() {
        return "varchar(" + length + ")";
    }

    @Override
    public int defaultSize() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VarcharType that && that.length == length;
    }

    @Override
    public int hashCode() {
        return Objects.hash(VarcharType.class, length);
    }

    @Override
    public String toString() {
        return "VarcharType(" + length + ")";
    }
}

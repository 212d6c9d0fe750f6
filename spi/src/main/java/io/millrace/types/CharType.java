package io.millrace.types;

import java.util.Objects;

/** Text of a fixed length, padded with blanks. */
public final class CharType extends AtomicType {
    private static final long serialVersionUID = 1L;

    private final int length;

    public CharType(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("The length of char must not be negative: " + length);
        }
        this.length = length;
    }

    /** The length in characters. */
    public int length() {
        return length;
    }

    @Override
    public String typeName() {
        return "char(" + length + ")";
    }

    @Override
    public int defaultSize() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharType that && that.length == length;
    }

    @Override
    public int hashCode() {
        return Objects.hash(CharType.class, length);
    }

    @Override
    public String toString() {
        return "CharType(" + length + ")";
    }
}

package io.millrace.types;

import java.util.Objects;

/** A list of values of one type. */
public final class ArrayType extends DataType {
    private static final long serialVersionUID = 1L;

    private final DataType elementType;
    private final boolean containsNull;

    public ArrayType(DataType elementType, boolean containsNull) {
        this.elementType = Objects.requireNonNull(elementType, "elementType");
        this.containsNull = containsNull;
    }

    public DataType elementType() {
        return elementType;
    }

    public boolean containsNull() {
        return containsNull;
    }

    @Override
    public String typeName() {
        return "array";
    }

    @Override
    public String simpleString() {
        return "array<" + elementType.simpleString() + ">";
    }

    @Override
    public String catalogString() {
        return "array<" + elementType.catalogString() + ">";
    }

    @Override
    public String sql() {
        return "ARRAY<" + elementType.sql() + ">";
    }

    @Override
    public int defaultSize() {
        return elementType.defaultSize();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrayType that
                && that.containsNull == containsNull
                && that.elementType.equals(elementType);
    }

    @Override
    public int hashCode() {
        return Objects.hash(elementType, containsNull);
    }

    @Override
    public String toString() {
        return "ArrayType(" + elementType + "," + containsNull + ")";
    }
}

package io.millrace.types;

import java.util.Objects;

/** A map; keys are never null. */
public final class MapType extends DataType {
    private static final long serialVersionUID = 1L;

    private final DataType keyType;
    private final DataType valueType;
    private final boolean valueContainsNull;

    public MapType(DataType keyType, DataType valueType, boolean valueContainsNull) {
        this.keyType = Objects.requireNonNull(keyType, "keyType");
        this.valueType = Objects.requireNonNull(valueType, "valueType");
        this.valueContainsNull = valueContainsNull;
    }

    public DataType keyType() {
        return keyType;
    }

    public DataType valueType() {
        return valueType;
    }

    public boolean valueContainsNull() {
        return valueContainsNull;
    }

    @Override
    public String typeName() {
        return "map";
    }

    @Override
    public String simpleString() {
        return "map<" + keyType.simpleString() + "," + valueType.simpleString() + ">";
    }

    @Override
    public String catalogString() {
        return "map<" + keyType.catalogString() + "," + valueType.catalogString() + ">";
    }

    @Override
    public String sql() {
        return "MAP<" + keyType.sql() + ", " + valueType.sql() + ">";
    }

    @Override
    public int defaultSize() {
        return keyType.defaultSize() + valueType.defaultSize();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapType that
                && that.valueContainsNull == valueContainsNull
                && that.keyType.equals(keyType)
                && that.valueType.equals(valueType);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyType, valueType, valueContainsNull);
    }

    @Override
    public String toString() {
        return "MapType(" + keyType + "," + valueType + "," + valueContainsNull + ")";
    }
}

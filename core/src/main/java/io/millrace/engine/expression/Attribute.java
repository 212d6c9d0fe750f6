package io.millrace.engine.expression;

import io.millrace.types.DataType;
import io.millrace.types.Metadata;
import io.millrace.types.StructField;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A column that a plan node gives, and a reference to it. The id is what counts: it stays the same when the column is
 * passed through, and every new value gets a new one.
 */
public record Attribute(long id, String name, DataType type, boolean nullable, Metadata metadata)
        implements Expression {
    private static final AtomicLong IDS = new AtomicLong();

    /** A new column. */
    public static Attribute create(String name, DataType type, boolean nullable, Metadata metadata) {
        return new Attribute(IDS.incrementAndGet(), name, type, nullable, metadata);
    }

    public static Attribute create(String name, DataType type, boolean nullable) {
        return create(name, type, nullable, Metadata.empty());
    }

    public static Attribute create(StructField field) {
        return create(field.name(), field.dataType(), field.nullable(), field.metadata());
    }

    public Attribute withName(String newName) {
        return newName.equals(name) ? this : new Attribute(id, newName, type, nullable, metadata);
    }

    public Attribute withNullable(boolean mayBeNull) {
        return new Attribute(id, name, type, mayBeNull, metadata);
    }

    public Attribute withMetadata(Metadata newMetadata) {
        return new Attribute(id, name, type, nullable, newMetadata);
    }

    /** The same column under a new id. */
    public Attribute fresh() {
        return create(name, type, nullable, metadata);
    }

    public StructField toField() {
        return new StructField(name, type, nullable, metadata);
    }

    /** A column is the same whatever a query calls it: names keep the case in which they were written. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Attribute attribute
                && id == attribute.id
                && nullable == attribute.nullable
                && type.equals(attribute.type)
                && metadata.equals(attribute.metadata);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public List<Expression> children() {
        return List.of();
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return this;
    }
}

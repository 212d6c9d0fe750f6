package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.List;

/** Structs: one child vector per field, with the same positions. The children of a null struct are null. */
public final class StructVector extends ValueVector {
    private final ValueVector[] children;
    private int capacity;

    public StructVector(DataType type, List<ValueVector> children) {
        super(type);
        this.children = children.toArray(ValueVector[]::new);
    }

    public int fieldCount() {
        return children.length;
    }

    public ValueVector child(int field) {
        return children[field];
    }

    /** Replaces a child; for producers that pass a vector on without copying it. */
    public void setChild(int field, ValueVector child) {
        children[field] = child;
    }

    @Override
    public void reset(int capacity) {
        super.reset(capacity);
        for (ValueVector child : children) {
            child.reset(capacity);
        }
    }

    @Override
    public void ensureCapacity(int wanted) {
        if (capacity < wanted) {
            capacity = Math.max(wanted, capacity * 2);
        }
        for (ValueVector child : children) {
            child.ensureCapacity(capacity);
        }
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    void copyValue(ValueVector source, int sourcePosition, int position) {
        StructVector struct = (StructVector) source;
        for (int i = 0; i < children.length; i++) {
            children[i].copyFrom(struct.children[i], sourcePosition, position);
        }
    }

    @Override
    void zero(int position) {
        for (ValueVector child : children) {
            child.setNull(position);
        }
    }

    @Override
    public long retainedBytes() {
        long bytes = nullBytes();
        for (ValueVector child : children) {
            bytes += child.retainedBytes();
        }
        return bytes;
    }
}

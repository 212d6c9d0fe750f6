package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;

/** One buffer column of an aggregate for all groups. */
interface GroupColumn {
    /** The type under which it is exchanged and kept. */
    DataType type();

    /** Makes room; new groups hold the column's initial value. */
    void ensure(int count);

    /** Takes a group's value from a vector of {@link #type}. */
    void load(int group, ValueVector source, int position);

    /** Writes a group's value into a vector of {@link #type}. */
    void export(int group, ValueVector target, int position);

    /** Back to the initial value. */
    void clear(int group);

    long retainedBytes();
}

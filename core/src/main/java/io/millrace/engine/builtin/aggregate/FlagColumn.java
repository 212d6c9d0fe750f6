package io.millrace.engine.builtin.aggregate;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;

/** A flag by group, false at first. */
final class FlagColumn implements GroupColumn {
    final GroupFlags flags = new GroupFlags();

    @Override
    public DataType type() {
        return DataTypes.BooleanType;
    }

    @Override
    public void ensure(int count) {
        flags.ensure(count);
    }

    @Override
    public void load(int group, ValueVector source, int position) {
        flags.set(group, ((BooleanVector) source).get(position));
    }

    @Override
    public void export(int group, ValueVector target, int position) {
        ((BooleanVector) target).set(position, flags.get(group));
    }

    @Override
    public void clear(int group) {
        flags.clear(group);
    }

    @Override
    public long retainedBytes() {
        return flags.retainedBytes();
    }
}

package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.memory.DoublePages;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;

/** A double by group, 0 at first. With {@code nullable} it is null until set. */
final class DoubleColumn implements GroupColumn {
    private final GroupFlags present;
    final DoublePages values = new DoublePages();

    DoubleColumn(boolean nullable) {
        this.present = nullable ? new GroupFlags() : null;
    }

    boolean isNull(int group) {
        return present != null && !present.get(group);
    }

    void add(int group, double value) {
        values.add(group, value);
        if (present != null) {
            present.set(group);
        }
    }

    double get(int group) {
        return values.get(group);
    }

    void set(int group, double value) {
        values.set(group, value);
        if (present != null) {
            present.set(group);
        }
    }

    @Override
    public DataType type() {
        return DataTypes.DoubleType;
    }

    @Override
    public void ensure(int count) {
        values.ensure(count);
        if (present != null) {
            present.ensure(count);
        }
    }

    @Override
    public void load(int group, ValueVector source, int position) {
        if (source.isNull(position)) {
            clear(group);
        } else {
            set(group, ((DoubleVector) source).get(position));
        }
    }

    @Override
    public void export(int group, ValueVector target, int position) {
        if (isNull(group)) {
            target.setNull(position);
        } else {
            ((DoubleVector) target).set(position, values.get(group));
        }
    }

    @Override
    public void clear(int group) {
        values.set(group, 0);
        if (present != null) {
            present.clear(group);
        }
    }

    @Override
    public long retainedBytes() {
        return values.retainedBytes() + (present == null ? 0 : present.retainedBytes());
    }
}

package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.memory.LongPages;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;

/** An integral number by group, 0 at first; exchanged in its type's width. With {@code nullable} it is null until set. */
final class LongColumn implements GroupColumn {
    private final DataType type;
    private final GroupFlags present;
    final LongPages values = new LongPages();

    LongColumn(DataType type, boolean nullable) {
        this.type = type;
        this.present = nullable ? new GroupFlags() : null;
    }

    boolean isNull(int group) {
        return present != null && !present.get(group);
    }

    void markPresent(int group) {
        present.set(group);
    }

    void set(int group, long value) {
        values.set(group, value);
        if (present != null) {
            present.set(group);
        }
    }

    long get(int group) {
        return values.get(group);
    }

    @Override
    public DataType type() {
        return type;
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
            set(group, read(source, position));
        }
    }

    @Override
    public void export(int group, ValueVector target, int position) {
        if (isNull(group)) {
            target.setNull(position);
        } else {
            write(values.get(group), target, position);
        }
    }

    /** The number in a slot of a vector of any integral shape. */
    static long read(ValueVector source, int position) {
        return switch (source) {
            case LongVector longs -> longs.get(position);
            case IntVector ints -> ints.get(position);
            case ShortVector shorts -> shorts.get(position);
            case ByteVector bytes -> bytes.get(position);
            default -> throw new IllegalArgumentException("Not an integral type: " + source.type());
        };
    }

    /** Sets a slot of a vector of any integral shape to a number that fits it. */
    static void write(long value, ValueVector target, int position) {
        switch (target) {
            case LongVector longs -> longs.set(position, value);
            case IntVector ints -> ints.set(position, Math.toIntExact(value));
            case ShortVector shorts -> shorts.set(position, (short) value);
            case ByteVector bytes -> bytes.set(position, (byte) value);
            default -> throw new IllegalArgumentException("Not an integral type: " + target.type());
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

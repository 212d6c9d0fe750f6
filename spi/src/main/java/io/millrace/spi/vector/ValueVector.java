package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.util.Arrays;

/**
 * A vector that has a slot for each position.
 *
 * <p>It is made once by its producer and refilled batch after batch: {@link #reset} forgets nulls and makes room,
 * then values are set, then the vector is handed on. Arrays only grow; they may be longer than the batch.
 */
public abstract sealed class ValueVector extends ColumnVector
        permits BooleanVector,
                ByteVector,
                ShortVector,
                IntVector,
                LongVector,
                FloatVector,
                DoubleVector,
                DecimalVector,
                BytesVector,
                StructVector,
                ListVector,
                MapVector {
    private static final boolean[] NONE = new boolean[0];

    private boolean[] nulls = NONE;
    private boolean hasNulls;

    ValueVector(DataType type) {
        super(type);
    }

    /** Makes an empty vector for a type, with its children. */
    public static ValueVector create(DataType type) {
        return VectorFactory.create(type);
    }

    @Override
    public final boolean mayHaveNull() {
        return hasNulls;
    }

    @Override
    public final boolean isNull(int position) {
        return hasNulls && position < nulls.length && nulls[position];
    }

    /** The null flags by position, or null when there are none. */
    public final boolean[] nulls() {
        return hasNulls ? nullsForWrite(capacity()) : null;
    }

    /** Marks a slot as null and zeroes it. The slot must be within the capacity given to {@link #reset}. */
    public final void setNull(int position) {
        nullsForWrite(capacity())[position] = true;
        zero(position);
    }

    /** Takes a null back; for slots that are set a second time. */
    public final void clearNull(int position) {
        if (hasNulls && position < nulls.length) {
            nulls[position] = false;
        }
    }

    /**
     * The null flags to be written to, with at least {@code capacity} slots; the vector counts as having nulls from now
     * on. Whoever sets flags this way also sees to it that those slots hold zero.
     */
    public final boolean[] nullsForWrite(int capacity) {
        if (nulls.length < capacity) {
            nulls = Arrays.copyOf(nulls, Math.max(capacity, capacity()));
        }
        hasNulls = true;
        return nulls;
    }

    /** Forgets all values and nulls, and makes room for at least {@code capacity} slots. Old values may shine through. */
    public void reset(int capacity) {
        if (hasNulls) {
            Arrays.fill(nulls, false);
            hasNulls = false;
        }
        ensureCapacity(capacity);
    }

    /** Makes room for at least {@code capacity} slots and keeps what is there. */
    public abstract void ensureCapacity(int capacity);

    /** How many slots there is room for. */
    public abstract int capacity();

    /**
     * Copies one slot, null included, from a plain vector of the same type. Bytes and list elements are appended, so
     * slots of such vectors should be filled in ascending order.
     */
    public final void copyFrom(ValueVector source, int sourcePosition, int position) {
        if (source.isNull(sourcePosition)) {
            setNull(position);
        } else {
            clearNull(position);
            copyValue(source, sourcePosition, position);
        }
    }

    abstract void copyValue(ValueVector source, int sourcePosition, int position);

    abstract void zero(int position);

    /** Bytes of heap that the vector keeps, roughly. */
    public abstract long retainedBytes();

    final long nullBytes() {
        return nulls.length;
    }
}

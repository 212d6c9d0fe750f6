package io.millrace.spi.vector;

import io.millrace.types.MapType;
import java.util.Arrays;

/** Maps: each slot is a stretch (start, length) of two flat vectors, keys and values. Keys are never null. */
public final class MapVector extends ValueVector {
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private ValueVector keys;
    private ValueVector values;
    private int childLength;

    public MapVector(MapType type, ValueVector keys, ValueVector values) {
        super(type);
        this.keys = keys;
        this.values = values;
    }

    public ValueVector keys() {
        return keys;
    }

    public ValueVector values() {
        return values;
    }

    public int[] starts() {
        return starts;
    }

    public int[] lengths() {
        return lengths;
    }

    public int start(int position) {
        return starts[position];
    }

    public int length(int position) {
        return lengths[position];
    }

    /** How many child slots are in use. */
    public int childLength() {
        return childLength;
    }

    /** Replaces the children, with {@code length} slots in use; for producers that pass vectors on without copying. */
    public void setChildren(ValueVector keys, ValueVector values, int length) {
        this.keys = keys;
        this.values = values;
        childLength = length;
    }

    /** Sets a slot to a stretch of child slots that are there already. */
    public void setSlice(int position, int start, int length) {
        starts[position] = start;
        lengths[position] = length;
    }

    /** Reserves {@code count} new child slots, sets the slot to them and returns the first, to be filled by the caller. */
    public int allocate(int position, int count) {
        int at = childLength;
        keys.ensureCapacity(at + count);
        values.ensureCapacity(at + count);
        childLength = at + count;
        setSlice(position, at, count);
        return at;
    }

    @Override
    public void reset(int capacity) {
        super.reset(capacity);
        Arrays.fill(starts, 0);
        Arrays.fill(lengths, 0);
        keys.reset(0);
        values.reset(0);
        childLength = 0;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (starts.length < capacity) {
            int length = Math.max(capacity, starts.length * 2);
            starts = Arrays.copyOf(starts, length);
            lengths = Arrays.copyOf(lengths, length);
        }
    }

    @Override
    public int capacity() {
        return starts.length;
    }

    @Override
    void copyValue(ValueVector source, int sourcePosition, int position) {
        MapVector map = (MapVector) source;
        int from = map.starts[sourcePosition];
        int count = map.lengths[sourcePosition];
        int at = allocate(position, count);
        for (int i = 0; i < count; i++) {
            keys.copyFrom(map.keys, from + i, at + i);
            values.copyFrom(map.values, from + i, at + i);
        }
    }

    @Override
    void zero(int position) {
        starts[position] = 0;
        lengths[position] = 0;
    }

    @Override
    public long retainedBytes() {
        return 8L * starts.length + nullBytes() + keys.retainedBytes() + values.retainedBytes();
    }
}

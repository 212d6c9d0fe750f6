package io.millrace.spi.vector;

import io.millrace.types.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text in UTF-8, or bytes: each slot is a slice (start, length) of one shared array.
 *
 * <p>The array is either the vector's own, to which {@link #set} appends, or a foreign block such as a file's or a
 * Kafka record's, set by {@link #wrap}: then values are slices of it and nothing is copied. A wrapped block is
 * never written to; the first appended value moves the slices into an array of the vector's own.
 */
public final class BytesVector extends ValueVector {
    private static final byte[] EMPTY = new byte[0];

    private byte[] data = EMPTY;
    private byte[] own = EMPTY;
    private boolean foreign;
    private int ownLength;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];

    public BytesVector(DataType type) {
        super(type);
    }

    /** The array that all slices point into. */
    public byte[] data() {
        return data;
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

    /** Uses a foreign array as the shared one. Call it after {@link #reset} and before any value is set. */
    public void wrap(byte[] block) {
        data = block;
        foreign = true;
    }

    /** Sets a slot to a slice of {@link #data}. */
    public void setSlice(int position, int start, int length) {
        starts[position] = start;
        lengths[position] = length;
    }

    /** Copies bytes into the vector's own array and sets a slot to them. */
    public void set(int position, byte[] source, int start, int length) {
        int at = allocate(length);
        System.arraycopy(source, start, own, at, length);
        setSlice(position, at, length);
    }

    public void set(int position, byte[] value) {
        set(position, value, 0, value.length);
    }

    public void set(int position, String value) {
        set(position, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reserves bytes in the vector's own array, to be written by the caller through {@link #data()} (asked for after
     * this call), and returns their start.
     */
    public int allocate(int length) {
        if (foreign) {
            adoptSlices(length);
        }
        int at = ownLength;
        ensureOwn(Math.addExact(at, length));
        ownLength = at + length;
        return at;
    }

    /** Gives back the last bytes of the newest allocation. */
    public void giveBack(int length) {
        ownLength -= length;
    }

    /** Leaves the foreign block: what slices there are is copied together. */
    private void adoptSlices(int extra) {
        byte[] block = data;
        int total = extra;
        for (int length : lengths) {
            total = Math.addExact(total, length);
        }
        ownLength = 0;
        ensureOwn(total);
        for (int i = 0; i < lengths.length; i++) {
            System.arraycopy(block, starts[i], own, ownLength, lengths[i]);
            starts[i] = ownLength;
            ownLength += lengths[i];
        }
        foreign = false;
        data = own;
    }

    private void ensureOwn(int length) {
        if (own.length < length) {
            own = Arrays.copyOf(own, Math.max(length, Math.min(own.length * 2, 1 << 30)));
        }
        data = own;
    }

    /** The slot as a new array. */
    public byte[] copyBytes(int position) {
        return Arrays.copyOfRange(data, starts[position], starts[position] + lengths[position]);
    }

    /** The slot as a String; not for hot paths. */
    public String string(int position) {
        return new String(data, starts[position], lengths[position], StandardCharsets.UTF_8);
    }

    @Override
    public void reset(int capacity) {
        super.reset(capacity);
        Arrays.fill(starts, 0);
        Arrays.fill(lengths, 0);
        data = own;
        foreign = false;
        ownLength = 0;
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
        BytesVector bytes = (BytesVector) source;
        set(position, bytes.data, bytes.starts[sourcePosition], bytes.lengths[sourcePosition]);
    }

    @Override
    void zero(int position) {
        starts[position] = 0;
        lengths[position] = 0;
    }

    @Override
    public long retainedBytes() {
        return own.length + 8L * starts.length + nullBytes();
    }
}

package io.millrace.spi.vector;

import io.millrace.types.DecimalType;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Decimals as unscaled 128-bit two's complement numbers. A value of up to 18 digits has a high half that only repeats
 * the sign of the low half.
 */
public final class DecimalVector extends ValueVector {
    private long[] high = new long[0];
    private long[] low = new long[0];

    public DecimalVector(DecimalType type) {
        super(type);
    }

    public long[] high() {
        return high;
    }

    public long[] low() {
        return low;
    }

    public void set(int position, long highHalf, long lowHalf) {
        high[position] = highHalf;
        low[position] = lowHalf;
    }

    /** Sets a value that fits 64 bits. */
    public void set(int position, long unscaled) {
        high[position] = unscaled >> 63;
        low[position] = unscaled;
    }

    /** Whether the unscaled value at a position fits a long, which then is {@code low()[position]}. */
    public boolean fitsLong(int position) {
        return high[position] == low[position] >> 63;
    }

    public void set(int position, BigInteger unscaled) {
        low[position] = unscaled.longValue();
        high[position] = unscaled.shiftRight(64).longValueExact();
    }

    public BigInteger unscaled(int position) {
        if (fitsLong(position)) {
            return BigInteger.valueOf(low[position]);
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high[position] >> (56 - 8 * i));
            bytes[8 + i] = (byte) (low[position] >> (56 - 8 * i));
        }
        return new BigInteger(bytes);
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (low.length < capacity) {
            int length = Math.max(capacity, low.length * 2);
            low = Arrays.copyOf(low, length);
            high = Arrays.copyOf(high, length);
        }
    }

    @Override
    public int capacity() {
        return low.length;
    }

    @Override
    void copyValue(ValueVector source, int sourcePosition, int position) {
        DecimalVector decimals = (DecimalVector) source;
        high[position] = decimals.high[sourcePosition];
        low[position] = decimals.low[sourcePosition];
    }

    @Override
    void zero(int position) {
        high[position] = 0;
        low[position] = 0;
    }

    @Override
    public long retainedBytes() {
        return 16L * low.length + nullBytes();
    }
}

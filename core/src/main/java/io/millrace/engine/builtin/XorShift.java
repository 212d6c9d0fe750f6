package io.millrace.engine.builtin;

import java.nio.ByteBuffer;
import java.util.Random;

/** Spark's random numbers: a xorshift generator whose seed is spread by Murmur3. */
final class XorShift extends Random {
    private static final long serialVersionUID = 1L;
    private static final int ARRAY_SEED = 0x3c074a61;

    private long state;

    XorShift(long seed) {
        super(seed);
        state = spread(seed);
    }

    private static long spread(long seed) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        int low = Murmur3.hashBytes(bytes, 0, bytes.length, ARRAY_SEED);
        int high = Murmur3.hashBytes(bytes, 0, bytes.length, low);
        return (long) high << 32 | low & 0xFFFFFFFFL;
    }

    @Override
    protected int next(int bits) {
        long next = state ^ state << 21;
        next ^= next >>> 35;
        next ^= next << 4;
        state = next;
        return (int) (next & (1L << bits) - 1);
    }
}

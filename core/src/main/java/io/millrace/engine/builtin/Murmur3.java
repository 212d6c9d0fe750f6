package io.millrace.engine.builtin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Murmur3, 32 bits. Bytes after the last whole word are mixed in one by one, sign extended, as Spark does. */
final class Murmur3 {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Murmur3() {}

    static int hashInt(int value, int seed) {
        return finish(mix(seed, scramble(value)), 4);
    }

    static int hashLong(long value, int seed) {
        int low = mix(seed, scramble((int) value));
        return finish(mix(low, scramble((int) (value >>> 32))), 8);
    }

    static int hashBytes(byte[] data, int start, int length, int seed) {
        int hash = seed;
        int aligned = length & ~3;
        for (int i = 0; i < aligned; i += 4) {
            hash = mix(hash, scramble((int) INT.get(data, start + i)));
        }
        for (int i = aligned; i < length; i++) {
            hash = mix(hash, scramble(data[start + i]));
        }
        return finish(hash, length);
    }

    private static int scramble(int word) {
        return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private static int mix(int hash, int word) {
        return Integer.rotateLeft(hash ^ word, 13) * 5 + 0xe6546b64;
    }

    private static int finish(int hash, int length) {
        int h = hash ^ length;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}

package io.millrace.engine.builtin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash, 64 bits. */
final class XxHash64 {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME3 = 0x165667B19E3779F9L;
    private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME5 = 0x27D4EB2F165667C5L;

    private XxHash64() {}

    static long hashInt(int value, long seed) {
        return finish(mixInt(seed + PRIME5 + 4, value));
    }

    static long hashLong(long value, long seed) {
        return finish(mixLong(seed + PRIME5 + 8, value));
    }

    static long hashBytes(byte[] data, int start, int length, long seed) {
        int at = start;
        int end = start + length;
        long hash = seed + PRIME5;
        if (length >= 32) {
            long v1 = seed + PRIME1 + PRIME2;
            long v2 = seed + PRIME2;
            long v3 = seed;
            long v4 = seed - PRIME1;
            for (; at <= end - 32; at += 32) {
                v1 = round(v1, (long) LONG.get(data, at));
                v2 = round(v2, (long) LONG.get(data, at + 8));
                v3 = round(v3, (long) LONG.get(data, at + 16));
                v4 = round(v4, (long) LONG.get(data, at + 24));
            }
            hash = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
            hash = merge(merge(merge(merge(hash, v1), v2), v3), v4);
        }
        hash += length;
        for (; at <= end - 8; at += 8) {
            hash = mixLong(hash, (long) LONG.get(data, at));
        }
        if (at <= end - 4) {
            hash = mixInt(hash, (int) INT.get(data, at));
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (data[at] & 0xFF) * PRIME5, 11) * PRIME1;
        }
        return finish(hash);
    }

    private static long round(long accumulator, long word) {
        return Long.rotateLeft(accumulator + word * PRIME2, 31) * PRIME1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME1 + PRIME4;
    }

    private static long mixLong(long hash, long word) {
        return Long.rotateLeft(hash ^ round(0, word), 27) * PRIME1 + PRIME4;
    }

    private static long mixInt(long hash, int word) {
        return Long.rotateLeft(hash ^ (word & 0xFFFFFFFFL) * PRIME1, 23) * PRIME2 + PRIME3;
    }

    private static long finish(long hash) {
        long h = (hash ^ hash >>> 33) * PRIME2;
        h = (h ^ h >>> 29) * PRIME3;
        return h ^ h >>> 32;
    }
}

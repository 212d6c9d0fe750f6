package io.millrace.engine.builtin;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DecimalType;

/**
 * The hashes that users see: {@code hash} (Murmur3, 32 bits, with Spark's own way with the last bytes) and
 * {@code xxhash64}. A value is hashed by its type's width; a nested value's hash is the seed for the next one; null
 * leaves the seed as it is; -0.0 hashes as 0.0.
 */
public enum SparkHash {
    MURMUR3 {
        @Override
        long hashInt(int value, long seed) {
            return Murmur3.hashInt(value, (int) seed);
        }

        @Override
        long hashLong(long value, long seed) {
            return Murmur3.hashLong(value, (int) seed);
        }

        @Override
        long hashBytes(byte[] data, int start, int length, long seed) {
            return Murmur3.hashBytes(data, start, length, (int) seed);
        }
    },
    XXHASH64 {
        @Override
        long hashInt(int value, long seed) {
            return XxHash64.hashInt(value, seed);
        }

        @Override
        long hashLong(long value, long seed) {
            return XxHash64.hashLong(value, seed);
        }

        @Override
        long hashBytes(byte[] data, int start, int length, long seed) {
            return XxHash64.hashBytes(data, start, length, seed);
        }
    };

    /** The seed that SQL functions start with. */
    public static final long SEED = 42;

    abstract long hashInt(int value, long seed);

    abstract long hashLong(long value, long seed);

    abstract long hashBytes(byte[] data, int start, int length, long seed);

    /** The hash of a slot; the seed itself for null. */
    public final long hash(ValueVector vector, int slot, long seed) {
        if (vector.isNull(slot)) {
            return seed;
        }
        return switch (vector) {
            case BooleanVector v -> hashInt(v.get(slot) ? 1 : 0, seed);
            case ByteVector v -> hashInt(v.get(slot), seed);
            case ShortVector v -> hashInt(v.get(slot), seed);
            case IntVector v -> hashInt(v.get(slot), seed);
            case LongVector v -> hashLong(v.get(slot), seed);
            case FloatVector v -> hashInt(Float.floatToIntBits(v.get(slot) + 0.0f), seed);
            case DoubleVector v -> hashLong(Double.doubleToLongBits(v.get(slot) + 0.0), seed);
            case DecimalVector v -> hashDecimal(v, slot, seed);
            case BytesVector v -> hashBytes(v.data(), v.start(slot), v.length(slot), seed);
            case StructVector v -> hashStruct(v, slot, seed);
            case ListVector v -> {
                long hash = seed;
                for (int i = 0; i < v.length(slot); i++) {
                    hash = hash(v.elements(), v.start(slot) + i, hash);
                }
                yield hash;
            }
            case MapVector v -> {
                long hash = seed;
                for (int i = 0; i < v.length(slot); i++) {
                    hash = hash(v.keys(), v.start(slot) + i, hash);
                    hash = hash(v.values(), v.start(slot) + i, hash);
                }
                yield hash;
            }
        };
    }

    private long hashDecimal(DecimalVector vector, int slot, long seed) {
        if (((DecimalType) vector.type()).precision() <= 18) {
            return hashLong(vector.low()[slot], seed);
        }
        byte[] bytes = vector.unscaled(slot).toByteArray();
        return hashBytes(bytes, 0, bytes.length, seed);
    }

    private long hashStruct(StructVector vector, int slot, long seed) {
        long hash = seed;
        boolean interval = vector.type() instanceof CalendarIntervalType;
        for (int i = 0; i < vector.fieldCount(); i++) {
            // A calendar interval is hashed from its microseconds to its months.
            hash = hash(vector.child(interval ? vector.fieldCount() - 1 - i : i), slot, hash);
        }
        return hash;
    }
}

package io.millrace.engine.state;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/**
 * A 64-bit hash of key columns, computed once per row: it chooses the shard (low half, {@link #shard}) and the slot in a
 * {@link GroupTable} (high half).
 *
 * <p>Keys that are equal have equal hashes: -0.0 hashes as 0.0 and every NaN alike, and the form of a vector (plain,
 * constant, dictionary) makes no difference. The hash is the same in every process, but no file depends on it.
 */
public final class KeyHash {
    private static final long SEED = 0x243F6A8885A308D3L;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long NULL = 0x13198A2E03707344L;

    private KeyHash() {}

    /**
     * Hashes the selected rows.
     *
     * @param keys the key columns, perhaps none
     * @param hashes takes the hash by position; needs room for {@code rows.end()}
     */
    public static void hash(List<? extends ColumnVector> keys, Selection rows, long[] hashes) {
        for (int i = 0; i < rows.count(); i++) {
            hashes[rows.position(i)] = SEED;
        }
        for (ColumnVector key : keys) {
            combineColumn(key, rows, hashes);
        }
    }

    /** Which of {@code shards} a key belongs to. */
    public static int shard(long hash, int shards) {
        return (int) (((hash & 0xFFFF_FFFFL) * shards) >>> 32);
    }

    private static void combineColumn(ColumnVector column, Selection rows, long[] hashes) {
        switch (column) {
            case ConstantVector constant -> {
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    hashes[position] = combineValue(hashes[position], constant.value(), 0);
                }
            }
            case DictionaryVector dictionary -> {
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    hashes[position] = combineValue(
                            hashes[position],
                            dictionary.dictionary(),
                            dictionary.indices()[position]);
                }
            }
            case ValueVector plain -> combinePlain(plain, rows, hashes);
        }
    }

    private static void combinePlain(ValueVector column, Selection rows, long[] hashes) {
        if (column.mayHaveNull()) {
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                hashes[position] = combineValue(hashes[position], column, position);
            }
            return;
        }
        switch (column) {
            case LongVector longs -> combineLongs(longs.values(), rows, hashes);
            case BytesVector bytes -> combineBytes(bytes, rows, hashes);
            case StructVector struct -> {
                for (int field = 0; field < struct.fieldCount(); field++) {
                    combinePlain(struct.child(field), rows, hashes);
                }
            }
            default -> {
                for (int i = 0; i < rows.count(); i++) {
                    int position = rows.position(i);
                    hashes[position] = combineValue(hashes[position], column, position);
                }
            }
        }
    }

    private static void combineLongs(long[] values, Selection rows, long[] hashes) {
        int count = rows.count();
        if (rows.isRange()) {
            for (int i = 0; i < count; i++) {
                hashes[i] = combine(hashes[i], values[i]);
            }
            return;
        }
        int[] positions = rows.positions();
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            hashes[position] = combine(hashes[position], values[position]);
        }
    }

    private static void combineBytes(BytesVector bytes, Selection rows, long[] hashes) {
        byte[] data = bytes.data();
        int[] starts = bytes.starts();
        int[] lengths = bytes.lengths();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            hashes[position] = combine(hashes[position], data, starts[position], lengths[position]);
        }
    }

    private static long combineValue(long hash, ValueVector vector, int position) {
        if (vector.isNull(position)) {
            return combine(hash, NULL);
        }
        return switch (vector) {
            case BooleanVector booleans -> combine(hash, booleans.get(position) ? 1 : 0);
            case ByteVector bytes -> combine(hash, bytes.get(position));
            case ShortVector shorts -> combine(hash, shorts.get(position));
            case IntVector ints -> combine(hash, ints.get(position));
            case LongVector longs -> combine(hash, longs.get(position));
            case FloatVector floats -> combine(hash, canonicalBits(floats.get(position)));
            case DoubleVector doubles -> combine(hash, canonicalBits(doubles.get(position)));
            case DecimalVector decimals -> combine(combine(hash, decimals.high()[position]), decimals.low()[position]);
            case BytesVector bytes -> combine(hash, bytes.data(), bytes.start(position), bytes.length(position));
            case StructVector struct -> {
                long result = hash;
                for (int field = 0; field < struct.fieldCount(); field++) {
                    result = combineValue(result, struct.child(field), position);
                }
                yield result;
            }
            case ListVector list -> combineElements(hash, list.elements(), list.start(position), list.length(position));
            case MapVector map -> {
                long keys = combineElements(hash, map.keys(), map.start(position), map.length(position));
                yield combineElements(keys, map.values(), map.start(position), map.length(position));
            }
        };
    }

    private static long combineElements(long hash, ValueVector elements, int start, int length) {
        long result = combine(hash, length);
        for (int i = 0; i < length; i++) {
            result = combineValue(result, elements, start + i);
        }
        return result;
    }

    /** The bits of a float as a key: one zero, one NaN. */
    static int canonicalBits(float value) {
        return value == 0f ? 0 : Float.floatToIntBits(value);
    }

    /** The bits of a double as a key: one zero, one NaN. */
    static long canonicalBits(double value) {
        return value == 0d ? 0 : Double.doubleToLongBits(value);
    }

    private static long combine(long hash, long value) {
        return mix((hash ^ value) + GOLDEN);
    }

    private static long combine(long hash, byte[] data, int start, int length) {
        long result = hash + length * GOLDEN;
        int at = start;
        int end = start + length;
        for (; at + 8 <= end; at += 8) {
            result = combine(result, LittleEndian.getLong(data, at));
        }
        long tail = 0;
        for (int shift = 0; at < end; at++, shift += 8) {
            tail |= (data[at] & 0xFFL) << shift;
        }
        return combine(result, tail);
    }

    /** Every bit of the argument changes about half of the result's bits. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}

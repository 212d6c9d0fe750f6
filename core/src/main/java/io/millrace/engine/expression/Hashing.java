package io.millrace.engine.expression;

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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A fast 64-bit hash of keys, for tables and shards in memory; it is not Spark's, and it is never stored.
 *
 * <p>Keys that are equal as SQL groups them have the same hash: null equals null, NaN equals NaN, -0.0 equals 0.0. The
 * hash of several columns depends on their order. Each step multiplies 64 by 64 bits and joins both halves, which
 * spreads every bit of the input.
 */
public final class Hashing {
    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0xA0761D6478BD642FL;
    private static final long OTHER_FACTOR = 0xE7037ED1A0B428DBL;
    private static final long NULL = 0x589965CC75374CC3L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Hashing() {}

    /**
     * Hashes rows.
     *
     * @param out takes the hash of each selected position at that position
     */
    public static void hash(List<? extends ColumnVector> columns, Selection rows, long[] out) {
        for (int i = 0; i < rows.count(); i++) {
            out[rows.position(i)] = SEED;
        }
        for (ColumnVector column : columns) {
            add(column, rows, out);
        }
    }

    private static void add(ColumnVector column, Selection rows, long[] out) {
        switch (column) {
            case ConstantVector constant -> {
                long value = hashSlot(constant.value(), 0);
                for (int i = 0; i < rows.count(); i++) {
                    int row = rows.position(i);
                    out[row] = combine(out[row], value);
                }
            }
            case DictionaryVector dictionary -> {
                for (int i = 0; i < rows.count(); i++) {
                    int row = rows.position(i);
                    out[row] = combine(
                            out[row],
                            hashSlot(dictionary.dictionary(), dictionary.indices()[row]));
                }
            }
            case ValueVector plain -> addPlain(plain, rows, out);
        }
    }

    private static void addPlain(ValueVector column, Selection rows, long[] out) {
        if (column instanceof LongVector longs && !column.mayHaveNull()) {
            long[] values = longs.values();
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                out[row] = combine(out[row], mix(values[row]));
            }
        } else if (column instanceof BytesVector bytes && !column.mayHaveNull()) {
            byte[] data = bytes.data();
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                out[row] = combine(out[row], hashBytes(data, bytes.start(row), bytes.length(row)));
            }
        } else {
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                out[row] = combine(out[row], hashSlot(column, row));
            }
        }
    }

    /** The hash of one slot, null included. */
    public static long hashSlot(ValueVector vector, int at) {
        if (vector.isNull(at)) {
            return NULL;
        }
        return switch (vector) {
            case BooleanVector values -> mix(values.get(at) ? 1 : 0);
            case ByteVector values -> mix(values.get(at));
            case ShortVector values -> mix(values.get(at));
            case IntVector values -> mix(values.get(at));
            case LongVector values -> mix(values.get(at));
            // adding zero makes 0.0 of -0.0, and the conversion one NaN of all
            case FloatVector values -> mix(Float.floatToIntBits(values.get(at) + 0.0f));
            case DoubleVector values -> mix(Double.doubleToLongBits(values.get(at) + 0.0));
            case DecimalVector values -> combine(mix(values.high()[at]), values.low()[at]);
            case BytesVector values -> hashBytes(values.data(), values.start(at), values.length(at));
            case StructVector values -> {
                long hash = SEED;
                for (int i = 0; i < values.fieldCount(); i++) {
                    hash = combine(hash, hashSlot(values.child(i), at));
                }
                yield hash;
            }
            case ListVector values -> hashRange(values.elements(), values.start(at), values.length(at));
            case MapVector values ->
                combine(
                        hashRange(values.keys(), values.start(at), values.length(at)),
                        hashRange(values.values(), values.start(at), values.length(at)));
        };
    }

    private static long hashRange(ValueVector vector, int start, int length) {
        long hash = mix(length);
        for (int i = start; i < start + length; i++) {
            hash = combine(hash, hashSlot(vector, i));
        }
        return hash;
    }

    /** Text or bytes, eight at a time. */
    public static long hashBytes(byte[] data, int start, int length) {
        long hash = SEED ^ length;
        int at = start;
        int end = start + length;
        for (; at + 8 <= end; at += 8) {
            hash = combine(hash, (long) LONGS.get(data, at));
        }
        if (at < end) {
            long rest = 0;
            for (; at < end; at++) {
                rest = rest << 8 | (data[at] & 0xFF);
            }
            hash = combine(hash, rest);
        }
        return hash;
    }

    private static long mix(long value) {
        return multiply(value ^ FACTOR, SEED);
    }

    private static long combine(long hash, long value) {
        return multiply(hash ^ OTHER_FACTOR, value ^ FACTOR);
    }

    private static long multiply(long left, long right) {
        return Math.unsignedMultiplyHigh(left, right) ^ left * right;
    }

    /** Whether two rows of keys are equal as SQL groups them: null equals null. */
    public static boolean sameKeys(
            List<? extends ValueVector> left, int leftRow, List<? extends ValueVector> right, int rightRow) {
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), leftRow, right.get(i), rightRow)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two slots of one type are equal as SQL groups them. */
    public static boolean same(ValueVector left, int l, ValueVector right, int r) {
        boolean leftNull = left.isNull(l);
        if (leftNull || right.isNull(r)) {
            return leftNull && right.isNull(r);
        }
        return switch (left) {
            case BooleanVector values -> values.get(l) == ((BooleanVector) right).get(r);
            case ByteVector values -> values.get(l) == ((ByteVector) right).get(r);
            case ShortVector values -> values.get(l) == ((ShortVector) right).get(r);
            case IntVector values -> values.get(l) == ((IntVector) right).get(r);
            case LongVector values -> values.get(l) == ((LongVector) right).get(r);
            case FloatVector values -> same(values.get(l), ((FloatVector) right).get(r));
            case DoubleVector values -> same(values.get(l), ((DoubleVector) right).get(r));
            case DecimalVector values ->
                values.low()[l] == ((DecimalVector) right).low()[r]
                        && values.high()[l] == ((DecimalVector) right).high()[r];
            case BytesVector values -> sameBytes(values, l, (BytesVector) right, r);
            case StructVector values -> {
                StructVector other = (StructVector) right;
                boolean same = true;
                for (int i = 0; i < values.fieldCount() && same; i++) {
                    same = same(values.child(i), l, other.child(i), r);
                }
                yield same;
            }
            case ListVector values -> {
                ListVector other = (ListVector) right;
                yield values.length(l) == other.length(r)
                        && sameRange(
                                values.elements(), values.start(l), other.elements(), other.start(r), values.length(l));
            }
            case MapVector values -> {
                MapVector other = (MapVector) right;
                int count = values.length(l);
                yield count == other.length(r)
                        && sameRange(values.keys(), values.start(l), other.keys(), other.start(r), count)
                        && sameRange(values.values(), values.start(l), other.values(), other.start(r), count);
            }
        };
    }

    private static boolean same(double left, double right) {
        return left == right || (Double.isNaN(left) && Double.isNaN(right));
    }

    private static boolean sameBytes(BytesVector left, int l, BytesVector right, int r) {
        int length = left.length(l);
        return length == right.length(r)
                && Arrays.equals(
                        left.data(),
                        left.start(l),
                        left.start(l) + length,
                        right.data(),
                        right.start(r),
                        right.start(r) + length);
    }

    private static boolean sameRange(ValueVector left, int l, ValueVector right, int r, int count) {
        for (int i = 0; i < count; i++) {
            if (!same(left, l + i, right, r + i)) {
                return false;
            }
        }
        return true;
    }
}

package io.millrace.engine.builtin;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.SortKey;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
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
import io.millrace.types.ArrayType;
import io.millrace.types.AtomicType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.StructType;
import io.millrace.types.VariantType;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/**
 * Order, equality and hash of values in vectors of one type.
 *
 * <p>NaN equals NaN and is greater than every number; -0.0 equals 0.0; text and bytes compare byte by byte, unsigned;
 * nulls, where two nested values hold them, come first and equal each other; lists and structs compare part by part.
 * Maps have no order in SQL; here they compare like lists of entries, which is good enough for equality of equal maps.
 */
public final class ValueOrder {
    private ValueOrder() {}

    /** Whether SQL orders the values of a type: all but maps, variants and calendar intervals, at any depth. */
    public static boolean isOrdered(DataType type) {
        return switch (type) {
            case MapType ignored -> false;
            case VariantType ignored -> false;
            case CalendarIntervalType ignored -> false;
            case ArrayType array -> isOrdered(array.elementType());
            case StructType struct -> Arrays.stream(struct.fields()).allMatch(field -> isOrdered(field.dataType()));
            case AtomicType ignored -> true;
            case NullType ignored -> true;
        };
    }

    /** Refuses to sort by what has no order. */
    public static void require(SortKey key, ZoneId zone, Optional<ErrorPosition> position) {
        if (!isOrdered(key.value().type())) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.DATATYPE_MISMATCH__INVALID_ORDERING_TYPE,
                            "sqlExpr",
                            "\"" + ExpressionText.pretty(key, zone) + "\"",
                            "functionName",
                            "`sortorder`",
                            "dataType",
                            CallErrors.quoted(key.value().type()))
                    .at(position));
        }
    }

    /** Refuses a call of a function that would order values of a type which have no order. */
    public static void require(CallErrors errors, String function, DataType type) {
        if (!isOrdered(type)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__INVALID_ORDERING_TYPE,
                    "functionName",
                    "`" + function + "`",
                    "dataType",
                    CallErrors.quoted(type));
        }
    }

    /** Compares two slots that may be null; null comes first. */
    public static int compareNullable(ValueVector left, int leftSlot, ValueVector right, int rightSlot) {
        boolean leftNull = left.isNull(leftSlot);
        boolean rightNull = right.isNull(rightSlot);
        if (leftNull || rightNull) {
            return Boolean.compare(rightNull, leftNull);
        }
        return compare(left, leftSlot, right, rightSlot);
    }

    /** Whether two slots hold equal values; null equals null. */
    public static boolean same(ValueVector left, int leftSlot, ValueVector right, int rightSlot) {
        return compareNullable(left, leftSlot, right, rightSlot) == 0;
    }

    /** Compares two slots that are not null. */
    public static int compare(ValueVector left, int leftSlot, ValueVector right, int rightSlot) {
        return switch (left) {
            case BooleanVector l -> Boolean.compare(l.get(leftSlot), ((BooleanVector) right).get(rightSlot));
            case ByteVector l -> Byte.compare(l.get(leftSlot), ((ByteVector) right).get(rightSlot));
            case ShortVector l -> Short.compare(l.get(leftSlot), ((ShortVector) right).get(rightSlot));
            case IntVector l -> Integer.compare(l.get(leftSlot), ((IntVector) right).get(rightSlot));
            case LongVector l -> Long.compare(l.get(leftSlot), ((LongVector) right).get(rightSlot));
            case FloatVector l -> compare(l.get(leftSlot), ((FloatVector) right).get(rightSlot));
            case DoubleVector l -> compare(l.get(leftSlot), ((DoubleVector) right).get(rightSlot));
            case DecimalVector l -> compareDecimals(l, leftSlot, (DecimalVector) right, rightSlot);
            case BytesVector l -> compareBytes(l, leftSlot, (BytesVector) right, rightSlot);
            case StructVector l -> compareStructs(l, leftSlot, (StructVector) right, rightSlot);
            case ListVector l -> compareLists(l, leftSlot, (ListVector) right, rightSlot);
            case MapVector l -> compareMaps(l, leftSlot, (MapVector) right, rightSlot);
        };
    }

    /** As SQL orders doubles: unlike {@link Double#compare}, -0.0 equals 0.0. */
    public static int compare(double left, double right) {
        return left == right ? 0 : Double.compare(left, right);
    }

    private static int compareDecimals(DecimalVector left, int leftSlot, DecimalVector right, int rightSlot) {
        int high = Long.compare(left.high()[leftSlot], right.high()[rightSlot]);
        return high != 0 ? high : Long.compareUnsigned(left.low()[leftSlot], right.low()[rightSlot]);
    }

    private static int compareBytes(BytesVector left, int leftSlot, BytesVector right, int rightSlot) {
        int leftStart = left.start(leftSlot);
        int rightStart = right.start(rightSlot);
        return Arrays.compareUnsigned(
                left.data(),
                leftStart,
                leftStart + left.length(leftSlot),
                right.data(),
                rightStart,
                rightStart + right.length(rightSlot));
    }

    private static int compareStructs(StructVector left, int leftSlot, StructVector right, int rightSlot) {
        for (int i = 0; i < left.fieldCount(); i++) {
            int field = compareNullable(left.child(i), leftSlot, right.child(i), rightSlot);
            if (field != 0) {
                return field;
            }
        }
        return 0;
    }

    private static int compareLists(ListVector left, int leftSlot, ListVector right, int rightSlot) {
        int common = Math.min(left.length(leftSlot), right.length(rightSlot));
        for (int i = 0; i < common; i++) {
            int element = compareNullable(
                    left.elements(), left.start(leftSlot) + i, right.elements(), right.start(rightSlot) + i);
            if (element != 0) {
                return element;
            }
        }
        return Integer.compare(left.length(leftSlot), right.length(rightSlot));
    }

    private static int compareMaps(MapVector left, int leftSlot, MapVector right, int rightSlot) {
        int common = Math.min(left.length(leftSlot), right.length(rightSlot));
        for (int i = 0; i < common; i++) {
            int leftEntry = left.start(leftSlot) + i;
            int rightEntry = right.start(rightSlot) + i;
            int key = compareNullable(left.keys(), leftEntry, right.keys(), rightEntry);
            if (key != 0) {
                return key;
            }
            int value = compareNullable(left.values(), leftEntry, right.values(), rightEntry);
            if (value != 0) {
                return value;
            }
        }
        return Integer.compare(left.length(leftSlot), right.length(rightSlot));
    }

    /** A hash that goes with {@link #same}; null hashes to 0. It is for tables in memory and never stored. */
    public static int hash(ValueVector vector, int slot) {
        if (vector.isNull(slot)) {
            return 0;
        }
        return switch (vector) {
            case BooleanVector v -> v.get(slot) ? 1231 : 1237;
            case ByteVector v -> mix(v.get(slot));
            case ShortVector v -> mix(v.get(slot));
            case IntVector v -> mix(v.get(slot));
            case LongVector v -> mix(v.get(slot));
            case FloatVector v -> mix(Float.floatToIntBits(v.get(slot) + 0.0f));
            case DoubleVector v -> mix(Double.doubleToLongBits(v.get(slot) + 0.0));
            case DecimalVector v -> mix(v.high()[slot] * 31 + v.low()[slot]);
            case BytesVector v -> hashBytes(v.data(), v.start(slot), v.length(slot));
            case StructVector v -> {
                int hash = 1;
                for (int i = 0; i < v.fieldCount(); i++) {
                    hash = 31 * hash + hash(v.child(i), slot);
                }
                yield hash;
            }
            case ListVector v -> hashRange(v.elements(), v.start(slot), v.length(slot));
            case MapVector v ->
                31 * hashRange(v.keys(), v.start(slot), v.length(slot))
                        + hashRange(v.values(), v.start(slot), v.length(slot));
        };
    }

    private static int hashRange(ValueVector vector, int start, int length) {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + hash(vector, start + i);
        }
        return hash;
    }

    private static int hashBytes(byte[] data, int start, int length) {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + data[start + i];
        }
        return mix(hash);
    }

    private static int mix(long value) {
        long product = value * 0x9E3779B97F4A7C15L;
        return (int) (product ^ product >>> 32);
    }
}

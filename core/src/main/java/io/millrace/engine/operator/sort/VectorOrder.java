package io.millrace.engine.operator.sort;

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
import java.util.Arrays;

/**
 * The order of values, as Spark has it: -0.0 equals 0.0, NaN equals itself and is greatest, text and bytes compare
 * unsigned byte by byte, structs field by field, lists element by element; nulls inside nested values come first.
 */
public final class VectorOrder {
    private VectorOrder() {}

    /** Compares two slots that are not null. */
    public static int compare(ValueVector left, int i, ValueVector right, int j) {
        return switch (left) {
            case BooleanVector values -> Boolean.compare(values.get(i), ((BooleanVector) right).get(j));
            case ByteVector values -> Byte.compare(values.get(i), ((ByteVector) right).get(j));
            case ShortVector values -> Short.compare(values.get(i), ((ShortVector) right).get(j));
            case IntVector values -> Integer.compare(values.get(i), ((IntVector) right).get(j));
            case LongVector values -> Long.compare(values.get(i), ((LongVector) right).get(j));
            // Adding 0.0 turns -0.0 into 0.0.
            case FloatVector values -> Float.compare(values.get(i) + 0.0f, ((FloatVector) right).get(j) + 0.0f);
            case DoubleVector values -> Double.compare(values.get(i) + 0.0, ((DoubleVector) right).get(j) + 0.0);
            case DecimalVector values -> compareDecimals(values, i, (DecimalVector) right, j);
            case BytesVector values -> compareBytes(values, i, (BytesVector) right, j);
            case StructVector values -> compareStructs(values, i, (StructVector) right, j);
            case ListVector values -> compareLists(values, i, (ListVector) right, j);
            case MapVector ignored -> throw new IllegalStateException("Maps have no order");
        };
    }

    /** Compares two slots; nulls come first. */
    public static int compareNullsFirst(ValueVector left, int i, ValueVector right, int j) {
        boolean leftNull = left.isNull(i);
        boolean rightNull = right.isNull(j);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull ? -1 : 1;
        }
        return compare(left, i, right, j);
    }

    private static int compareDecimals(DecimalVector left, int i, DecimalVector right, int j) {
        int high = Long.compare(left.high()[i], right.high()[j]);
        return high != 0 ? high : Long.compareUnsigned(left.low()[i], right.low()[j]);
    }

    private static int compareBytes(BytesVector left, int i, BytesVector right, int j) {
        int leftStart = left.start(i);
        int rightStart = right.start(j);
        return Arrays.compareUnsigned(
                left.data(),
                leftStart,
                leftStart + left.length(i),
                right.data(),
                rightStart,
                rightStart + right.length(j));
    }

    private static int compareStructs(StructVector left, int i, StructVector right, int j) {
        for (int field = 0; field < left.fieldCount(); field++) {
            int order = compareNullsFirst(left.child(field), i, right.child(field), j);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareLists(ListVector left, int i, ListVector right, int j) {
        int common = Math.min(left.length(i), right.length(j));
        for (int k = 0; k < common; k++) {
            int order =
                    compareNullsFirst(left.elements(), left.start(i) + k, right.elements(), right.start(j) + k);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length(i), right.length(j));
    }
}

package io.millrace.engine.expression;

import io.millrace.types.ArrayType;
import io.millrace.types.AtomicType;
import io.millrace.types.BinaryType;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegerType;
import io.millrace.types.LongType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;

/** Which types may become which others without losing anything. */
public final class UpCast {
    private static final List<Class<? extends DataType>> PRECEDENCE = List.of(
            ByteType.class, ShortType.class, IntegerType.class, LongType.class, FloatType.class, DoubleType.class);
    /** Digits that a decimal needs for any whole number of the type at that place. */
    private static final int[] DIGITS = {3, 5, 10, 20};

    private UpCast() {}

    /** Whether every value of one type is one of another, also by casts that a query has to ask for. */
    static boolean alwaysFits(DataType from, DataType to) {
        return allows(from, to)
                || to instanceof StringType && from instanceof AtomicType
                || to instanceof BinaryType && from instanceof StringType
                || to instanceof LongType && from instanceof TimestampType
                || to instanceof TimestampType && from instanceof LongType;
    }

    public static boolean allows(DataType from, DataType to) {
        if (from.equals(to) || from instanceof NullType) {
            return true;
        }
        int fromPlace = PRECEDENCE.indexOf(from.getClass());
        int toPlace = PRECEDENCE.indexOf(to.getClass());
        if (fromPlace >= 0 && toPlace >= 0) {
            return fromPlace < toPlace;
        }
        return switch (to) {
            case StringType ignored ->
                from instanceof AtomicType && !(from instanceof BinaryType) || from instanceof CalendarIntervalType;
            case DecimalType wide ->
                from instanceof DecimalType narrow
                        ? wide.scale() >= narrow.scale()
                                && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale()
                        : fromPlace >= 0
                                && fromPlace < DIGITS.length
                                && wide.precision() - wide.scale() >= DIGITS[fromPlace];
            case TimestampType ignored -> from instanceof DateType || from instanceof TimestampNTZType;
            case TimestampNTZType ignored -> from instanceof DateType || from instanceof TimestampType;
            case DayTimeIntervalType ignored -> from instanceof DayTimeIntervalType;
            case YearMonthIntervalType ignored -> from instanceof YearMonthIntervalType;
            case ArrayType array ->
                from instanceof ArrayType other
                        && (array.containsNull() || !other.containsNull())
                        && allows(other.elementType(), array.elementType());
            case MapType map ->
                from instanceof MapType other
                        && (map.valueContainsNull() || !other.valueContainsNull())
                        && allows(other.keyType(), map.keyType())
                        && allows(other.valueType(), map.valueType());
            case StructType struct -> from instanceof StructType other && allows(other, struct);
            default -> false;
        };
    }

    private static boolean allows(StructType from, StructType to) {
        if (from.length() != to.length()) {
            return false;
        }
        for (int i = 0; i < from.length(); i++) {
            if ((from.field(i).nullable() && !to.field(i).nullable())
                    || !allows(from.field(i).dataType(), to.field(i).dataType())) {
                return false;
            }
        }
        return true;
    }
}

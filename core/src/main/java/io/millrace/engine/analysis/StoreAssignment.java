package io.millrace.engine.analysis;

import io.millrace.types.ArrayType;
import io.millrace.types.AtomicType;
import io.millrace.types.BinaryType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;

/** Which types may be stored as which without a cast: the rules of SQL's store assignment. */
final class StoreAssignment {
    private StoreAssignment() {}

    static boolean allows(DataType from, DataType to) {
        if (from.equals(to) || from instanceof NullType) {
            return true;
        }
        if (from instanceof ArrayType a && to instanceof ArrayType b) {
            return allows(a.elementType(), b.elementType());
        }
        if (from instanceof MapType a && to instanceof MapType b) {
            return allows(a.keyType(), b.keyType()) && allows(a.valueType(), b.valueType());
        }
        if (from instanceof StructType a && to instanceof StructType b) {
            return allows(a, b);
        }
        return (from instanceof NumericType && to instanceof NumericType)
                || (to instanceof StringType
                        && (from instanceof AtomicType || from instanceof CalendarIntervalType)
                        && !(from instanceof BinaryType))
                || (isMoment(from) && isMoment(to))
                || (from instanceof YearMonthIntervalType && to instanceof YearMonthIntervalType)
                || (from instanceof DayTimeIntervalType && to instanceof DayTimeIntervalType);
    }

    private static boolean allows(StructType from, StructType to) {
        if (from.length() != to.length()) {
            return false;
        }
        for (int i = 0; i < from.length(); i++) {
            if (!allows(from.field(i).dataType(), to.field(i).dataType())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMoment(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }
}

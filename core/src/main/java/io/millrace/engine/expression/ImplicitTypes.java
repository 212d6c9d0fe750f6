package io.millrace.engine.expression;

import io.millrace.types.ArrayType;
import io.millrace.types.AtomicType;
import io.millrace.types.BinaryType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.FractionalType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.YearMonthIntervalType;
import java.util.Optional;

/** What a value becomes where a function, a column or a map wants another type: Spark's rules of ANSI mode and the older ones. */
public final class ImplicitTypes {
    private ImplicitTypes() {}

    /**
     * What a value of a type becomes where a family is wanted: its own type when it fits; empty when it cannot be.
     */
    public static Optional<DataType> of(DataType from, TypeFamily wanted, boolean ansi) {
        if (wanted.kind() == TypeFamily.Kind.EXACTLY_WRITTEN) {
            return wanted.accepts(from) ? Optional.of(from) : Optional.empty();
        }
        if (wanted.kind() == TypeFamily.Kind.WRITTEN) {
            DataType type = from instanceof NullType && !wanted.accepts(from) ? wanted.preferred() : from;
            return wanted.accepts(type) ? Optional.of(type) : Optional.empty();
        }
        return Optional.ofNullable(ansi ? ansiImplicit(from, wanted) : legacyImplicit(from, wanted));
    }

    /** Whether every value of a type may become another type without the query asking for it, in ANSI mode. */
    public static boolean canStoreAssign(DataType from, DataType to) {
        if (from.equals(to) || from instanceof NullType) {
            return true;
        }
        if (from instanceof NumericType && to instanceof NumericType) {
            return true;
        }
        if ((from instanceof AtomicType || from instanceof CalendarIntervalType) && to instanceof StringType) {
            return true;
        }
        if (TypeFamily.isDateOrTimestamp(from) && TypeFamily.isDateOrTimestamp(to)) {
            return true;
        }
        if ((from instanceof TimeType && to instanceof TimeType)
                || (from instanceof DayTimeIntervalType && to instanceof DayTimeIntervalType)
                || (from instanceof YearMonthIntervalType && to instanceof YearMonthIntervalType)) {
            return true;
        }
        if (from instanceof ArrayType a && to instanceof ArrayType b) {
            return (!a.containsNull() || b.containsNull()) && canStoreAssign(a.elementType(), b.elementType());
        }
        if (from instanceof MapType a && to instanceof MapType b) {
            return (!a.valueContainsNull() || b.valueContainsNull())
                    && canStoreAssign(a.keyType(), b.keyType())
                    && canStoreAssign(a.valueType(), b.valueType());
        }
        return from instanceof StructType a && to instanceof StructType b && canStoreAssign(a, b);
    }

    private static boolean canStoreAssign(StructType from, StructType to) {
        if (from.length() != to.length()) {
            return false;
        }
        for (int i = 0; i < from.length(); i++) {
            StructField a = from.field(i);
            StructField b = to.field(i);
            if ((a.nullable() && !b.nullable()) || !canStoreAssign(a.dataType(), b.dataType())) {
                return false;
            }
        }
        return true;
    }

    private static DataType ansiImplicit(DataType from, TypeFamily wanted) {
        if (wanted.accepts(from)) {
            return from;
        }
        if (wanted.kind() == TypeFamily.Kind.CHOICE) {
            for (TypeFamily choice : wanted.choices()) {
                DataType type = ansiImplicit(from, choice);
                if (type != null) {
                    return type;
                }
            }
            return null;
        }
        if (wanted.kind() == TypeFamily.Kind.DECIMAL && from instanceof NumericType number) {
            return DecimalRules.forType(number);
        }
        if (wanted.kind() == TypeFamily.Kind.INTEGRAL && from instanceof FractionalType) {
            return null;
        }
        if (from instanceof StringType) {
            return switch (wanted.kind()) {
                case EXACT -> wanted.preferred() instanceof AtomicType ? wanted.preferred() : null;
                case NUMERIC, DECIMAL, TIMESTAMPS -> wanted.preferred();
                default -> null;
            };
        }
        if (wanted.kind() == TypeFamily.Kind.ARRAY
                && from instanceof ArrayType array
                && !(array.elementType() instanceof StringType)) {
            DataType element = ansiImplicit(array.elementType(), wanted.element());
            return element == null ? null : new ArrayType(element, true);
        }
        return wanted.preferred() != null && canStoreAssign(from, wanted.preferred()) ? wanted.preferred() : null;
    }

    private static DataType legacyImplicit(DataType from, TypeFamily wanted) {
        if (wanted.accepts(from)) {
            return from;
        }
        if (wanted.kind() == TypeFamily.Kind.CHOICE) {
            for (TypeFamily choice : wanted.choices()) {
                DataType type = legacyImplicit(from, choice);
                if (type != null) {
                    return type;
                }
            }
            return null;
        }
        DataType preferred = wanted.preferred();
        if (preferred == null || from instanceof NullType) {
            return preferred;
        }
        if (from instanceof NumericType number && preferred instanceof NumericType) {
            boolean kept = wanted.kind() == TypeFamily.Kind.DECIMAL;
            boolean exact = wanted.kind() == TypeFamily.Kind.EXACT;
            return kept ? DecimalRules.forType(number) : exact ? preferred : null;
        }
        if (TypeFamily.isDateOrTimestamp(from) && TypeFamily.isDateOrTimestamp(preferred)) {
            return preferred;
        }
        if (from instanceof StringType) {
            boolean fits = (preferred instanceof NumericType && wanted.kind() != TypeFamily.Kind.INTEGRAL)
                    || TypeFamily.isDateOrTimestamp(preferred)
                    || preferred instanceof BinaryType;
            return fits ? preferred : null;
        }
        if (from instanceof AtomicType && preferred instanceof StringType) {
            return preferred;
        }
        if (wanted.kind() == TypeFamily.Kind.ARRAY
                && from instanceof ArrayType array
                && !(array.elementType() instanceof StringType)) {
            DataType element = legacyImplicit(array.elementType(), wanted.element());
            return element == null ? null : new ArrayType(element, array.containsNull());
        }
        return null;
    }
}

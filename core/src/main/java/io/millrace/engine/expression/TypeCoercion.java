package io.millrace.engine.expression;

import io.millrace.types.ArrayType;
import io.millrace.types.AtomicType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.FractionalType;
import io.millrace.types.IntegerType;
import io.millrace.types.IntegralType;
import io.millrace.types.LongType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * Which types go together, and what they become: Spark's rules of ANSI mode and the older ones.
 *
 * <p>There are two questions. <em>Tightest</em>: a common type that loses nothing, for operators. <em>Wider</em>: a
 * common type that may lose digits or go through strings, for CASE, IN, set operations and the like. What one value
 * becomes where a type is wanted is said by {@link ImplicitTypes}.
 */
public final class TypeCoercion {
    private TypeCoercion() {}

    /** Whether two types are the same but for nullability of parts and the case of field names. */
    public static boolean sameType(DataType left, DataType right) {
        if (left instanceof ArrayType a && right instanceof ArrayType b) {
            return sameType(a.elementType(), b.elementType());
        }
        if (left instanceof MapType a && right instanceof MapType b) {
            return sameType(a.keyType(), b.keyType()) && sameType(a.valueType(), b.valueType());
        }
        if (left instanceof StructType a && right instanceof StructType b) {
            if (a.length() != b.length()) {
                return false;
            }
            for (int i = 0; i < a.length(); i++) {
                if (!a.field(i).name().equalsIgnoreCase(b.field(i).name())
                        || !sameType(a.field(i).dataType(), b.field(i).dataType())) {
                    return false;
                }
            }
            return true;
        }
        return left.equals(right);
    }

    /** Whether two types are the same but for nullability of parts and the names of fields. */
    public static boolean sameStructure(DataType left, DataType right) {
        if (left instanceof ArrayType a && right instanceof ArrayType b) {
            return sameStructure(a.elementType(), b.elementType());
        }
        if (left instanceof MapType a && right instanceof MapType b) {
            return sameStructure(a.keyType(), b.keyType()) && sameStructure(a.valueType(), b.valueType());
        }
        if (left instanceof StructType a && right instanceof StructType b) {
            return a.length() == b.length()
                    && IntStream.range(0, a.length())
                            .allMatch(i -> sameStructure(
                                    a.field(i).dataType(), b.field(i).dataType()));
        }
        return left.equals(right);
    }

    /** Whether all types are the same in the sense of {@link #sameType}. */
    public static boolean allSame(List<DataType> types) {
        return types.stream().skip(1).allMatch(type -> sameType(types.getFirst(), type));
    }

    /** The common type of an operator's sides that loses nothing. */
    public static Optional<DataType> tightest(DataType left, DataType right, boolean ansi) {
        return Optional.ofNullable(tightestOrNull(left, right, ansi));
    }

    /** The common type of two values, perhaps with fewer digits or by way of strings. */
    public static Optional<DataType> wider(DataType left, DataType right, boolean ansi) {
        return Optional.ofNullable(widerOrNull(left, right, ansi));
    }

    /** The common type of any number of values: CASE, coalesce, IN, array, union. */
    public static Optional<DataType> widest(List<DataType> types, boolean ansi) {
        List<DataType> ordered = new ArrayList<>();
        if (ansi) {
            ordered.addAll(types);
        } else {
            // strings first: joined later they would turn what the others agreed on into a string, or into nothing
            types.stream().filter(TypeCoercion::hasString).distinct().forEach(ordered::add);
            types.stream().filter(type -> !hasString(type)).forEach(ordered::add);
        }
        return fold(ordered, (a, b) -> widerOrNull(a, b, ansi));
    }

    /** Like {@link #widest}, but never by way of strings: greatest, least. */
    public static Optional<DataType> widestWithoutStrings(List<DataType> types, boolean ansi) {
        return fold(types, (a, b) -> widerWithoutStrings(a, b, ansi));
    }

    /** In ANSI mode: what a string and another value become where they meet, or empty when neither is a string. */
    public static Optional<DataType> stringPromotion(DataType left, DataType right) {
        return Optional.ofNullable(ansiString(left, right));
    }

    /** In the older mode: what the sides of a comparison become when a string or a date and a timestamp meet. */
    public static Optional<DataType> legacyComparison(DataType left, DataType right) {
        if (left instanceof StringType && right instanceof StringType) {
            return Optional.empty();
        }
        if (left instanceof StringType || right instanceof StringType) {
            DataType other = left instanceof StringType ? right : left;
            if (other instanceof NullType) {
                return Optional.of(DataTypes.StringType);
            }
            if (other instanceof DecimalType) {
                return Optional.of(DataTypes.DoubleType);
            }
            return other instanceof AtomicType && !isAnsiInterval(other) ? Optional.of(other) : Optional.empty();
        }
        boolean dateAndTimestamp = (left instanceof DateType && right instanceof TimestampType)
                || (left instanceof TimestampType && right instanceof DateType);
        return dateAndTimestamp ? Optional.of(DataTypes.TimestampType) : Optional.empty();
    }

    private static Optional<DataType> fold(List<DataType> types, BinaryOperator<DataType> join) {
        DataType common = DataTypes.NullType;
        for (DataType type : types) {
            common = join.apply(common, type);
            if (common == null) {
                return Optional.empty();
            }
        }
        return Optional.of(common);
    }

    private static boolean hasString(DataType type) {
        return type instanceof StringType || (type instanceof ArrayType array && hasString(array.elementType()));
    }

    private static DataType tightestOrNull(DataType left, DataType right, boolean ansi) {
        if (left.equals(right) || right instanceof NullType) {
            return left;
        }
        if (left instanceof NullType) {
            return right;
        }
        if (left instanceof NumericType a && right instanceof NumericType b) {
            return tightestNumber(a, b, ansi);
        }
        if (TypeFamily.isDateOrTimestamp(left) && TypeFamily.isDateOrTimestamp(right)) {
            return tightestDateTime(left, right);
        }
        if (left instanceof DayTimeIntervalType a && right instanceof DayTimeIntervalType b) {
            return new DayTimeIntervalType(
                    (byte) Math.min(a.startField(), b.startField()), (byte) Math.max(a.endField(), b.endField()));
        }
        if (left instanceof YearMonthIntervalType a && right instanceof YearMonthIntervalType b) {
            return new YearMonthIntervalType(
                    (byte) Math.min(a.startField(), b.startField()), (byte) Math.max(a.endField(), b.endField()));
        }
        return nested(left, right, (a, b) -> tightestOrNull(a, b, ansi));
    }

    private static DataType tightestNumber(NumericType left, NumericType right, boolean ansi) {
        if (left instanceof DecimalType a) {
            return right instanceof IntegralType && DecimalRules.isWiderOrEqual(a, right) ? a : null;
        }
        if (right instanceof DecimalType b) {
            return left instanceof IntegralType && DecimalRules.isWiderOrEqual(b, left) ? b : null;
        }
        NumericType higher = rank(left) >= rank(right) ? left : right;
        // a float has fewer digits than a whole number beside it may have
        return ansi && higher instanceof FloatType ? DataTypes.DoubleType : higher;
    }

    private static int rank(NumericType type) {
        return switch (type) {
            case ByteType ignored -> 0;
            case ShortType ignored -> 1;
            case IntegerType ignored -> 2;
            case LongType ignored -> 3;
            case FloatType ignored -> 4;
            case FractionalType ignored -> 5;
        };
    }

    private static DataType tightestDateTime(DataType left, DataType right) {
        if (left instanceof TimestampType || right instanceof TimestampType) {
            return DataTypes.TimestampType;
        }
        return DataTypes.TimestampNTZType;
    }

    private static DataType widerOrNull(DataType left, DataType right, boolean ansi) {
        DataType type = tightestOrNull(left, right, ansi);
        if (type == null) {
            type = widerDecimal(left, right);
        }
        if (type == null) {
            type = ansi ? ansiString(left, right) : legacyString(left, right);
        }
        return type == null ? nested(left, right, (a, b) -> widerOrNull(a, b, ansi)) : type;
    }

    private static DataType widerWithoutStrings(DataType left, DataType right, boolean ansi) {
        DataType type = tightestOrNull(left, right, ansi);
        if (type == null) {
            type = widerDecimal(left, right);
        }
        return type == null ? nested(left, right, (a, b) -> widerWithoutStrings(a, b, ansi)) : type;
    }

    private static DataType widerDecimal(DataType left, DataType right) {
        if (left instanceof DecimalType a && right instanceof DecimalType b) {
            return DecimalRules.common(a, b);
        }
        if (left instanceof IntegralType a && right instanceof DecimalType b) {
            return DecimalRules.common(a, b);
        }
        if (left instanceof DecimalType a && right instanceof IntegralType b) {
            return DecimalRules.common(b, a);
        }
        boolean decimal = left instanceof DecimalType || right instanceof DecimalType;
        return decimal && left instanceof FractionalType && right instanceof FractionalType
                ? DataTypes.DoubleType
                : null;
    }

    private static DataType ansiString(DataType left, DataType right) {
        if (left instanceof StringType == right instanceof StringType) {
            return null;
        }
        DataType other = left instanceof StringType ? right : left;
        if (other instanceof IntegralType) {
            return DataTypes.LongType;
        }
        if (other instanceof FractionalType) {
            return DataTypes.DoubleType;
        }
        if (other instanceof NullType) {
            return DataTypes.StringType;
        }
        // which interval a text means cannot be told
        return other instanceof AtomicType && !isAnsiInterval(other) ? other : null;
    }

    private static boolean isAnsiInterval(DataType type) {
        return type instanceof DayTimeIntervalType || type instanceof YearMonthIntervalType;
    }

    private static DataType legacyString(DataType left, DataType right) {
        if (!(left instanceof StringType) && !(right instanceof StringType)) {
            return null;
        }
        DataType other = left instanceof StringType ? right : left;
        boolean promotes =
                other instanceof AtomicType && !(other instanceof BinaryType || other instanceof BooleanType);
        return promotes ? DataTypes.StringType : null;
    }

    /** Joins arrays, maps and structs part by part; null where the forms differ. */
    private static DataType nested(DataType left, DataType right, BinaryOperator<DataType> join) {
        if (left instanceof ArrayType a && right instanceof ArrayType b) {
            DataType element = join.apply(a.elementType(), b.elementType());
            return element == null
                    ? null
                    : new ArrayType(
                            element,
                            a.containsNull()
                                    || b.containsNull()
                                    || mayGiveNull(a.elementType(), element)
                                    || mayGiveNull(b.elementType(), element));
        }
        if (left instanceof MapType a && right instanceof MapType b) {
            DataType key = join.apply(a.keyType(), b.keyType());
            if (key == null || mayGiveNull(a.keyType(), key) || mayGiveNull(b.keyType(), key)) {
                return null;
            }
            DataType value = join.apply(a.valueType(), b.valueType());
            return value == null
                    ? null
                    : new MapType(
                            key,
                            value,
                            a.valueContainsNull()
                                    || b.valueContainsNull()
                                    || mayGiveNull(a.valueType(), value)
                                    || mayGiveNull(b.valueType(), value));
        }
        return left instanceof StructType a && right instanceof StructType b ? nestedStruct(a, b, join) : null;
    }

    private static DataType nestedStruct(StructType left, StructType right, BinaryOperator<DataType> join) {
        if (left.length() != right.length()) {
            return null;
        }
        StructField[] fields = new StructField[left.length()];
        for (int i = 0; i < fields.length; i++) {
            StructField a = left.field(i);
            StructField b = right.field(i);
            DataType type = a.name().equalsIgnoreCase(b.name()) ? join.apply(a.dataType(), b.dataType()) : null;
            if (type == null) {
                return null;
            }
            boolean nullable =
                    a.nullable() || b.nullable() || mayGiveNull(a.dataType(), type) || mayGiveNull(b.dataType(), type);
            fields[i] = new StructField(a.name(), type, nullable);
        }
        return new StructType(fields);
    }

    /** Whether a conversion may make null of a value, so that a part of that type becomes nullable. */
    public static boolean mayGiveNull(DataType from, DataType to) {
        if (from.equals(to) || to instanceof StringType) {
            return false;
        }
        if (from instanceof NullType) {
            // The parts of an empty array or map: there is nothing to convert.
            return false;
        }
        if (from instanceof StringType) {
            return !(to instanceof BinaryType);
        }
        if (from instanceof FractionalType && to instanceof IntegralType) {
            return true;
        }
        if (to instanceof TimestampType) {
            return from instanceof FloatType || from instanceof DoubleType;
        }
        if (to instanceof TimestampNTZType) {
            return from instanceof DateType;
        }
        boolean narrow = to instanceof ByteType || to instanceof ShortType || to instanceof IntegerType;
        if (from instanceof TimestampType && narrow) {
            return true;
        }
        if (from instanceof TimeType && (to instanceof ByteType || to instanceof ShortType)) {
            return true;
        }
        if (to instanceof DateType) {
            return !(from instanceof TimestampType);
        }
        if (to instanceof DecimalType decimal) {
            return !DecimalRules.holds(decimal, from);
        }
        return from instanceof DateType || to instanceof CalendarIntervalType;
    }
}

package io.millrace.tests.generated;

import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.FractionalType;
import io.millrace.types.IntegralType;
import io.millrace.types.MapType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Kinds of types by the words that signatures use, and a type of each. A word that is no kind is a type as DDL writes it.
 * VARIANT is not among them, as no function gives a value of it yet.
 */
final class Types {
    private static final List<DataType> SCALARS = List.of(
            DataTypes.BooleanType,
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.LongType,
            DataTypes.FloatType,
            DataTypes.DoubleType,
            DataTypes.DoubleType,
            DataTypes.StringType,
            DataTypes.StringType,
            DataTypes.StringType,
            DataTypes.BinaryType,
            DataTypes.DateType,
            DataTypes.TimestampType,
            DataTypes.TimestampNTZType,
            DataTypes.createYearMonthIntervalType(),
            DataTypes.createDayTimeIntervalType(),
            DataType.fromDDL("INTERVAL YEAR"),
            DataType.fromDDL("INTERVAL DAY TO HOUR"),
            DataType.fromDDL("INTERVAL SECOND"),
            DataTypes.CalendarIntervalType,
            DataTypes.createTimeType(0),
            DataTypes.createTimeType(3),
            DataTypes.createTimeType(6),
            DataTypes.createDecimalType(1, 0),
            DataTypes.createDecimalType(3, 1),
            DataTypes.createDecimalType(10, 2),
            DataTypes.createDecimalType(18, 6),
            DataTypes.createDecimalType(19, 0),
            DataTypes.createDecimalType(38, 0),
            DataTypes.createDecimalType(38, 18),
            DataTypes.createDecimalType(38, 38));

    /** Types of keys: none with two texts of one value, by which a map of constants would be refused. */
    private static final List<DataType> KEYS = List.of(DataTypes.StringType, DataTypes.IntegerType);

    private static final Map<String, Predicate<DataType>> KINDS = Map.ofEntries(
            Map.entry("any", type -> true),
            Map.entry("scalar", SCALARS::contains),
            Map.entry("orderable", Types::isOrderable),
            Map.entry("hashable", Types::isOrderable),
            Map.entry("calendar", CalendarIntervalType.class::isInstance),
            Map.entry("clock", TimeType.class::isInstance),
            Map.entry("numeric", NumericType.class::isInstance),
            Map.entry("integral", IntegralType.class::isInstance),
            Map.entry("fractional", FractionalType.class::isInstance),
            Map.entry("decimal", DecimalType.class::isInstance),
            Map.entry("datetime", Types::isDateOrTimestamp),
            Map.entry("anytimestamp", type -> type instanceof TimestampType || type instanceof TimestampNTZType),
            Map.entry("daytime", DayTimeIntervalType.class::isInstance),
            Map.entry("yearmonth", YearMonthIntervalType.class::isInstance),
            Map.entry("interval", type -> type instanceof DayTimeIntervalType || type instanceof YearMonthIntervalType),
            Map.entry("text", type -> type instanceof StringType || type instanceof BinaryType),
            Map.entry("array", ArrayType.class::isInstance),
            Map.entry("map", MapType.class::isInstance),
            Map.entry("struct", StructType.class::isInstance),
            Map.entry("castable", type -> !(type instanceof StructType)));

    private Types() {}

    /** The types of a kind, or the type that the word names. */
    static Arbitrary<DataType> of(String word) {
        Predicate<DataType> kind = KINDS.get(word.toLowerCase(Locale.ROOT));
        if (kind == null) {
            return Arbitraries.just(DataType.fromDDL(word));
        }
        return Arbitraries.frequencyOf(Tuple.of(9, nested(1)), Tuple.of(1, nested(2)))
                .filter(kind);
    }

    private static Arbitrary<DataType> nested(int depth) {
        Arbitrary<DataType> scalars = Arbitraries.of(SCALARS);
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<DataType> inner = nested(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(7, scalars),
                Tuple.of(1, inner.map(DataTypes::createArrayType)),
                Tuple.of(1, Combinators.combine(Arbitraries.of(KEYS), inner).as(DataTypes::createMapType)),
                Tuple.of(
                        1,
                        Combinators.combine(inner, Arbitraries.of("b", "Key c"), inner)
                                .as((first, name, second) -> new StructType().add("a", first).add(name, second))));
    }

    private static boolean isDateOrTimestamp(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }

    private static boolean isOrderable(DataType type) {
        return switch (type) {
            case MapType ignored -> false;
            case CalendarIntervalType ignored -> false;
            case ArrayType array -> isOrderable(array.elementType());
            case StructType struct -> List.of(struct.fields()).stream().allMatch(field -> isOrderable(field.dataType()));
            default -> true;
        };
    }
}

package io.millrace.engine.expression;

import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.FractionalType;
import io.millrace.types.IntegralType;
import io.millrace.types.MapType;
import io.millrace.types.NumericType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a function takes as one argument: a type, a kind of types, or a choice of these.
 *
 * @param kind how implicit conversion treats it
 * @param label the name in messages, such as {@code "NUMERIC"} with its quotes
 * @param preferred the type that a value of no accepted type is converted to; null for {@link #ANY} and choices
 * @param accepts whether a type needs no conversion
 * @param choices the members of a choice, in order of preference
 * @param element what an array's elements must be, for {@link #arrayOf}; else null
 */
public record TypeFamily(
        Kind kind,
        String label,
        DataType preferred,
        Predicate<DataType> accepts,
        List<TypeFamily> choices,
        TypeFamily element) {
    /** How implicit conversion treats a family. */
    public enum Kind {
        ANY,
        EXACT,
        NUMERIC,
        INTEGRAL,
        FRACTIONAL,
        DECIMAL,
        TIMESTAMPS,
        ARRAY,
        OTHER,
        /** Nothing but a null is converted. */
        WRITTEN,
        /** Nothing is converted, not even a null. */
        EXACTLY_WRITTEN,
        CHOICE
    }

    public static final TypeFamily ANY = family(Kind.ANY, "ANY", null, type -> true);
    /** A function of elements; a value that stands in its place is the function that always gives it. */
    public static final TypeFamily LAMBDA = family(Kind.ANY, "LAMBDA", null, type -> true);

    public static final TypeFamily BOOLEAN = exactly(DataTypes.BooleanType);
    public static final TypeFamily BYTE = exactly(DataTypes.ByteType);
    public static final TypeFamily SHORT = exactly(DataTypes.ShortType);
    public static final TypeFamily INT = exactly(DataTypes.IntegerType);
    public static final TypeFamily LONG = exactly(DataTypes.LongType);
    public static final TypeFamily FLOAT = exactly(DataTypes.FloatType);
    public static final TypeFamily DOUBLE = exactly(DataTypes.DoubleType);
    public static final TypeFamily STRING = exactly(DataTypes.StringType);
    public static final TypeFamily BINARY = exactly(DataTypes.BinaryType);
    public static final TypeFamily DATE = exactly(DataTypes.DateType);
    public static final TypeFamily TIMESTAMP = exactly(DataTypes.TimestampType);
    public static final TypeFamily TIMESTAMP_NTZ = exactly(DataTypes.TimestampNTZType);
    public static final TypeFamily VARIANT = exactly(DataTypes.VariantType);
    public static final TypeFamily CALENDAR_INTERVAL = exactly(DataTypes.CalendarIntervalType);

    public static final TypeFamily NUMERIC =
            family(Kind.NUMERIC, "NUMERIC", DataTypes.DoubleType, NumericType.class::isInstance);
    public static final TypeFamily INTEGRAL =
            family(Kind.INTEGRAL, "INTEGRAL", DataTypes.IntegerType, IntegralType.class::isInstance);
    public static final TypeFamily FRACTIONAL =
            family(Kind.FRACTIONAL, "FRACTIONAL", DataTypes.DoubleType, FractionalType.class::isInstance);
    /** A decimal of any precision and scale. */
    public static final TypeFamily DECIMAL =
            family(Kind.DECIMAL, "DECIMAL", DecimalType.SYSTEM_DEFAULT, DecimalType.class::isInstance);
    /** A timestamp with or without a zone. */
    public static final TypeFamily ANY_TIMESTAMP = family(
            Kind.TIMESTAMPS,
            "(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)",
            DataTypes.TimestampType,
            type -> type instanceof TimestampType || type instanceof TimestampNTZType);
    /** A time of day of any precision. */
    public static final TypeFamily TIME =
            family(Kind.OTHER, "TIME", DataTypes.createTimeType(6), TimeType.class::isInstance);

    public static final TypeFamily ARRAY =
            family(Kind.OTHER, "ARRAY", DataTypes.createArrayType(DataTypes.NullType), ArrayType.class::isInstance);
    public static final TypeFamily MAP = family(
            Kind.OTHER,
            "MAP",
            DataTypes.createMapType(DataTypes.NullType, DataTypes.NullType),
            MapType.class::isInstance);
    public static final TypeFamily STRUCT =
            family(Kind.OTHER, "STRUCT", new StructType(), StructType.class::isInstance);
    public static final TypeFamily DAY_TIME_INTERVAL = family(
            Kind.OTHER,
            "INTERVAL DAY TO SECOND",
            DataTypes.createDayTimeIntervalType(),
            DayTimeIntervalType.class::isInstance);
    public static final TypeFamily YEAR_MONTH_INTERVAL = family(
            Kind.OTHER,
            "INTERVAL YEAR TO MONTH",
            DataTypes.createYearMonthIntervalType(),
            YearMonthIntervalType.class::isInstance);

    /** Exactly one type (nullability of parts does not matter). */
    public static TypeFamily exactly(DataType type) {
        return new TypeFamily(
                Kind.EXACT, quoted(type.sql()), type, actual -> TypeCoercion.sameType(actual, type), List.of(), null);
    }

    /** Any of some families; a value that fits none is converted to the first that it can be converted to. */
    public static TypeFamily oneOf(TypeFamily... choices) {
        List<TypeFamily> members = List.of(choices);
        String label = members.stream().map(TypeFamily::label).collect(Collectors.joining(" or ", "(", ")"));
        return new TypeFamily(
                Kind.CHOICE,
                label,
                null,
                type -> members.stream().anyMatch(member -> member.accepts(type)),
                members,
                null);
    }

    /** An array whose elements are of a family. */
    public static TypeFamily arrayOf(TypeFamily element) {
        DataType preferred = element.preferred == null ? DataTypes.NullType : element.preferred;
        return new TypeFamily(
                Kind.ARRAY,
                quoted("ARRAY<" + element.label.replace("\"", "") + ">"),
                DataTypes.createArrayType(preferred),
                type -> type instanceof ArrayType array && element.accepts(array.elementType()),
                List.of(),
                element);
    }

    /** The same family where values are not converted, but for nulls without a type. */
    public TypeFamily asWritten() {
        DataType ofNull = preferred == null && !choices.isEmpty() ? choices.getFirst().preferred : preferred;
        return new TypeFamily(Kind.WRITTEN, label, ofNull, accepts, choices, element);
    }

    /** The same family by another name in messages. */
    public TypeFamily called(String words) {
        return new TypeFamily(kind, words, preferred, accepts, choices, element);
    }

    /** The same family where nothing is converted. */
    public TypeFamily exactlyAsWritten() {
        return new TypeFamily(Kind.EXACTLY_WRITTEN, label, preferred, accepts, choices, element);
    }

    private static TypeFamily family(Kind kind, String name, DataType preferred, Predicate<DataType> accepts) {
        return new TypeFamily(kind, quoted(name), preferred, accepts, List.of(), null);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /** Whether a type needs no conversion. */
    public boolean accepts(DataType type) {
        return accepts.test(type);
    }

    /** The date or timestamp that is wanted where there is a time of day, or the time of day where there is one of those. */
    Optional<DataType> otherMoment(DataType from, boolean ansi) {
        boolean time = from instanceof TimeType;
        return switch (kind) {
            case CHOICE ->
                choices.stream()
                        .flatMap(choice -> choice.otherMoment(from, ansi).stream())
                        .findFirst();
            case EXACT, OTHER ->
                Optional.of(preferred)
                        .filter(type -> time ? isDateOrTimestamp(type) : type instanceof TimeType)
                        .filter(type -> time || ansi && isDateOrTimestamp(from));
            case ANY, NUMERIC, INTEGRAL, FRACTIONAL, DECIMAL, TIMESTAMPS, ARRAY, WRITTEN, EXACTLY_WRITTEN ->
                Optional.empty();
        };
    }

    static boolean isDateOrTimestamp(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }
}

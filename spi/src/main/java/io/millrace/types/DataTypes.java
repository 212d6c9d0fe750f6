package io.millrace.types;

import java.util.List;

/** The types as constants, and factories for those with parameters. */
public final class DataTypes {
    public static final DataType StringType = io.millrace.types.StringType.INSTANCE;
    public static final DataType BinaryType = io.millrace.types.BinaryType.INSTANCE;
    public static final DataType BooleanType = io.millrace.types.BooleanType.INSTANCE;
    public static final DataType DateType = io.millrace.types.DateType.INSTANCE;
    public static final DataType TimestampType = io.millrace.types.TimestampType.INSTANCE;
    public static final DataType TimestampNTZType = io.millrace.types.TimestampNTZType.INSTANCE;
    public static final DataType CalendarIntervalType = io.millrace.types.CalendarIntervalType.INSTANCE;
    public static final DataType DoubleType = io.millrace.types.DoubleType.INSTANCE;
    public static final DataType FloatType = io.millrace.types.FloatType.INSTANCE;
    public static final DataType ByteType = io.millrace.types.ByteType.INSTANCE;
    public static final DataType IntegerType = io.millrace.types.IntegerType.INSTANCE;
    public static final DataType LongType = io.millrace.types.LongType.INSTANCE;
    public static final DataType ShortType = io.millrace.types.ShortType.INSTANCE;
    public static final DataType NullType = io.millrace.types.NullType.INSTANCE;
    public static final DataType VariantType = io.millrace.types.VariantType.INSTANCE;

    private DataTypes() {}

    public static ArrayType createArrayType(DataType elementType) {
        return new ArrayType(elementType, true);
    }

    public static ArrayType createArrayType(DataType elementType, boolean containsNull) {
        return new ArrayType(elementType, containsNull);
    }

    public static DecimalType createDecimalType(int precision, int scale) {
        return new DecimalType(precision, scale);
    }

    public static DecimalType createDecimalType() {
        return new DecimalType();
    }

    public static DayTimeIntervalType createDayTimeIntervalType(byte startField, byte endField) {
        return new DayTimeIntervalType(startField, endField);
    }

    public static DayTimeIntervalType createDayTimeIntervalType() {
        return new DayTimeIntervalType(
                io.millrace.types.DayTimeIntervalType.DAY, io.millrace.types.DayTimeIntervalType.SECOND);
    }

    public static YearMonthIntervalType createYearMonthIntervalType(byte startField, byte endField) {
        return new YearMonthIntervalType(startField, endField);
    }

    public static YearMonthIntervalType createYearMonthIntervalType() {
        return new YearMonthIntervalType(
                io.millrace.types.YearMonthIntervalType.YEAR, io.millrace.types.YearMonthIntervalType.MONTH);
    }

    public static MapType createMapType(DataType keyType, DataType valueType) {
        return new MapType(keyType, valueType, true);
    }

    public static MapType createMapType(DataType keyType, DataType valueType, boolean valueContainsNull) {
        return new MapType(keyType, valueType, valueContainsNull);
    }

    public static StructField createStructField(String name, DataType dataType, boolean nullable, Metadata metadata) {
        return new StructField(name, dataType, nullable, metadata);
    }

    public static StructField createStructField(String name, DataType dataType, boolean nullable) {
        return new StructField(name, dataType, nullable);
    }

    public static StructType createStructType(List<StructField> fields) {
        return createStructType(fields.toArray(StructField[]::new));
    }

    public static StructType createStructType(StructField[] fields) {
        return new StructType(fields);
    }

    public static CharType createCharType(int length) {
        return new CharType(length);
    }

    public static VarcharType createVarcharType(int length) {
        return new VarcharType(length);
    }

    public static TimeType createTimeType(int precision) {
        return new TimeType(precision);
    }
}

package io.millrace.spi.vector;

import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.BooleanType;
import io.millrace.types.ByteType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.CharType;
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
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import io.millrace.types.VariantType;
import io.millrace.types.YearMonthIntervalType;

/** How the values of a type lie in memory; one vector class each, so one kernel each. */
public enum PhysicalShape {
    /** {@link BooleanVector}; also the shape of the untyped NULL, whose slots are all null. */
    BOOLEAN,
    /** {@link ByteVector}. */
    BYTE,
    /** {@link ShortVector}. */
    SHORT,
    /** {@link IntVector}: int, days of a date, months of a year-month interval. */
    INT,
    /** {@link LongVector}: long, microseconds of timestamps and day-time intervals, nanoseconds of a time of day. */
    LONG,
    /** {@link FloatVector}. */
    FLOAT,
    /** {@link DoubleVector}. */
    DOUBLE,
    /** {@link DecimalVector}: the unscaled value in 128 bits; precision and scale are the type's. */
    DECIMAL,
    /** {@link BytesVector}: UTF-8 text or bytes. */
    BYTES,
    /** {@link StructVector}: struct; also calendar interval (int months, int days, long microseconds). */
    STRUCT,
    /** {@link ListVector}. */
    LIST,
    /** {@link MapVector}. */
    MAP;

    /** The shape of a type's values. */
    public static PhysicalShape of(DataType type) {
        return switch (type) {
            case NullType ignored -> BOOLEAN;
            case BooleanType ignored -> BOOLEAN;
            case ByteType ignored -> BYTE;
            case ShortType ignored -> SHORT;
            case IntegerType ignored -> INT;
            case DateType ignored -> INT;
            case YearMonthIntervalType ignored -> INT;
            case LongType ignored -> LONG;
            case TimestampType ignored -> LONG;
            case TimestampNTZType ignored -> LONG;
            case TimeType ignored -> LONG;
            case DayTimeIntervalType ignored -> LONG;
            case FloatType ignored -> FLOAT;
            case DoubleType ignored -> DOUBLE;
            case DecimalType ignored -> DECIMAL;
            case StringType ignored -> BYTES;
            case CharType ignored -> BYTES;
            case VarcharType ignored -> BYTES;
            case BinaryType ignored -> BYTES;
            case VariantType ignored -> STRUCT;
            case StructType ignored -> STRUCT;
            case CalendarIntervalType ignored -> STRUCT;
            case ArrayType ignored -> LIST;
            case MapType ignored -> MAP;
        };
    }
}

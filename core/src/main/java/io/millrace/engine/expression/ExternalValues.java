package io.millrace.engine.expression;

import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
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
import io.millrace.types.ShortType;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Internal values and the Java objects that users see: Instant, LocalDate, LocalDateTime, LocalTime, Duration, Period,
 * List, Map, and Object[] for structs. Other types look the same on both sides.
 */
public final class ExternalValues {
    private ExternalValues() {}

    /** The Java object of an internal value; null for null. */
    public static Object toExternal(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case DateType ignored -> LocalDate.ofEpochDay((Integer) value);
            case TimestampType ignored -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
            case TimestampNTZType ignored -> {
                long micros = (Long) value;
                yield LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        (int) Math.floorMod(micros, 1_000_000L) * 1000,
                        ZoneOffset.UTC);
            }
            case TimeType ignored -> LocalTime.ofNanoOfDay((Long) value);
            case DayTimeIntervalType ignored -> Duration.of((Long) value, ChronoUnit.MICROS);
            case YearMonthIntervalType ignored ->
                Period.ofMonths((Integer) value).normalized();
            case ArrayType array -> {
                List<Object> list = new ArrayList<>();
                ((List<?>) value).forEach(element -> list.add(toExternal(element, array.elementType())));
                yield list;
            }
            case MapType map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, item) ->
                                entries.put(toExternal(key, map.keyType()), toExternal(item, map.valueType())));
                yield entries;
            }
            case StructType struct -> {
                Object[] fields = ((Object[]) value).clone();
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = toExternal(fields[i], struct.field(i).dataType());
                }
                yield fields;
            }
            default -> value;
        };
    }

    /** A row's cells as Java objects. */
    public static Object[] row(ColumnBatch batch, int position) {
        Object[] cells = new Object[batch.columnCount()];
        for (int i = 0; i < cells.length; i++) {
            ColumnVector column = batch.column(i);
            cells[i] = toExternal(Values.get(column, position), column.type());
        }
        return cells;
    }

    /**
     * The internal value of a Java object; older date classes are understood too.
     *
     * @throws MillraceException if the object does not go with the type
     */
    public static Object toInternal(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        try {
            return convert(value, type);
        } catch (ClassCastException | ArithmeticException mismatch) {
            throw new MillraceException(
                    ErrorDetail.of(
                            ErrorCondition.CAST_INVALID_INPUT,
                            "expression",
                            String.valueOf(value),
                            "sourceType",
                            value.getClass().getName(),
                            "targetType",
                            CallErrors.quoted(type),
                            "ansiConfig",
                            "\"spark.sql.ansi.enabled\""),
                    mismatch);
        }
    }

    private static Object convert(Object value, DataType type) {
        return switch (type) {
            case DateType ignored -> days(value);
            case TimestampType ignored -> micros(value);
            case TimestampNTZType ignored -> {
                Instant moment = ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
                yield micros(moment);
            }
            case TimeType ignored -> ((LocalTime) value).toNanoOfDay();
            case DayTimeIntervalType ignored -> {
                Duration duration = (Duration) value;
                yield Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000L);
            }
            case YearMonthIntervalType ignored -> Math.toIntExact(((Period) value).toTotalMonths());
            case DecimalType decimal -> decimal(value, decimal);
            case ArrayType array -> {
                List<Object> list = new ArrayList<>();
                for (Object element : elements(value)) {
                    list.add(toInternal(element, array.elementType()));
                }
                yield list;
            }
            case MapType map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, item) ->
                                entries.put(toInternal(key, map.keyType()), toInternal(item, map.valueType())));
                yield entries;
            }
            case StructType struct -> struct((Object[]) value, struct);
            default -> plain(value, type);
        };
    }

    private static Object struct(Object[] value, StructType struct) {
        if (value.length != struct.length()) {
            throw new ClassCastException(value.length + " values for " + struct.length() + " fields");
        }
        Object[] fields = new Object[value.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = toInternal(value[i], struct.field(i).dataType());
        }
        return fields;
    }

    private static List<?> elements(Object value) {
        return value instanceof Object[] array ? Arrays.asList(array) : (List<?>) value;
    }

    private static int days(Object value) {
        LocalDate date = value instanceof java.sql.Date old ? old.toLocalDate() : (LocalDate) value;
        return Math.toIntExact(date.toEpochDay());
    }

    private static long micros(Object value) {
        Instant instant = value instanceof java.sql.Timestamp old ? old.toInstant() : (Instant) value;
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000L);
    }

    private static BigDecimal decimal(Object value, DecimalType type) {
        BigDecimal exact = value instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) value;
        BigDecimal rounded = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision()) {
            throw new ArithmeticException("Too many digits: " + exact);
        }
        return rounded;
    }

    /** Types whose values look the same on both sides: only the class is checked. */
    private static Object plain(Object value, DataType type) {
        Class<?> wanted = switch (type) {
            case BooleanType ignored -> Boolean.class;
            case ByteType ignored -> Byte.class;
            case ShortType ignored -> Short.class;
            case IntegerType ignored -> Integer.class;
            case LongType ignored -> Long.class;
            case FloatType ignored -> Float.class;
            case DoubleType ignored -> Double.class;
            case BinaryType ignored -> byte[].class;
            case CalendarIntervalType ignored -> CalendarInterval.class;
            case StringType ignored -> String.class;
            case CharType ignored -> String.class;
            case VarcharType ignored -> String.class;
            default -> Object.class;
        };
        return wanted.cast(value);
    }
}

package io.millrace.engine.expression;

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
import java.math.BigDecimal;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as the engine seam speaks them, and back: Instant, LocalDate, LocalDateTime, LocalTime, Duration and Period for
 * times; {@code Object[]} for structs; List and Map; everything else as in {@link Values}.
 */
public final class ExternalValues {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private ExternalValues() {}

    /** From internal to external form. */
    public static Object toExternal(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case DateType ignored -> LocalDate.ofEpochDay((Integer) value);
            case TimestampType ignored -> instant((Long) value);
            case TimestampNTZType ignored -> LocalDateTime.ofInstant(instant((Long) value), ZoneOffset.UTC);
            case TimeType ignored -> LocalTime.ofNanoOfDay((Long) value);
            case DayTimeIntervalType ignored -> Duration.of((Long) value, ChronoUnit.MICROS);
            case YearMonthIntervalType ignored -> Period.ofMonths((Integer) value).normalized();
            case StructType struct -> {
                Object[] fields = ((Object[]) value).clone();
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = toExternal(fields[i], struct.field(i).dataType());
                }
                yield fields;
            }
            case ArrayType array -> {
                List<Object> elements = new ArrayList<>();
                ((List<?>) value).forEach(element -> elements.add(toExternal(element, array.elementType())));
                yield elements;
            }
            case MapType map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, entry) ->
                                entries.put(toExternal(key, map.keyType()), toExternal(entry, map.valueType())));
                yield entries;
            }
            case BooleanType ignored -> value;
            case ByteType ignored -> value;
            case ShortType ignored -> value;
            case IntegerType ignored -> value;
            case LongType ignored -> value;
            case FloatType ignored -> value;
            case DoubleType ignored -> value;
            case DecimalType ignored -> value;
            case StringType ignored -> value;
            case CharType ignored -> value;
            case VarcharType ignored -> value;
            case BinaryType ignored -> value;
            case CalendarIntervalType ignored -> value;
            case VariantType ignored -> value;
            case NullType ignored -> value;
        };
    }

    /** From external to internal form. A decimal gets its type's scale. */
    public static Object fromExternal(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case DateType ignored -> Math.toIntExact(((LocalDate) value).toEpochDay());
            case TimestampType ignored -> micros((Instant) value);
            case TimestampNTZType ignored -> micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
            case TimeType ignored -> ((LocalTime) value).toNanoOfDay();
            case DayTimeIntervalType ignored ->
                Math.addExact(
                        Math.multiplyExact(((Duration) value).getSeconds(), MICROS_PER_SECOND),
                        ((Duration) value).getNano() / 1000);
            case YearMonthIntervalType ignored -> Math.toIntExact(((Period) value).toTotalMonths());
            case DecimalType decimal -> ((BigDecimal) value).setScale(decimal.scale(), RoundingMode.HALF_UP);
            case StructType struct -> {
                Object[] fields = ((Object[]) value).clone();
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = fromExternal(fields[i], struct.field(i).dataType());
                }
                yield fields;
            }
            case ArrayType array -> {
                List<Object> elements = new ArrayList<>();
                ((List<?>) value).forEach(element -> elements.add(fromExternal(element, array.elementType())));
                yield elements;
            }
            case MapType map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, entry) ->
                                entries.put(fromExternal(key, map.keyType()), fromExternal(entry, map.valueType())));
                yield entries;
            }
            case BooleanType ignored -> value;
            case ByteType ignored -> value;
            case ShortType ignored -> value;
            case IntegerType ignored -> value;
            case LongType ignored -> value;
            case FloatType ignored -> value;
            case DoubleType ignored -> value;
            case StringType ignored -> value;
            case CharType ignored -> value;
            case VarcharType ignored -> value;
            case BinaryType ignored -> value;
            case CalendarIntervalType ignored -> value;
            case VariantType ignored -> value;
            case NullType ignored -> value;
        };
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1000);
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1000);
    }
}

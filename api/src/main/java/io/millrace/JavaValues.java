package io.millrace;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
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
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates between what users see and cells, which is what engines take and give.
 *
 * <p>A cell is null or, by type: {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer}, {@code Long},
 * {@code Float}, {@code Double}, {@code BigDecimal}, {@code String} (char and varchar too), {@code byte[]},
 * {@code LocalDate}, {@code Instant}, {@code LocalDateTime} for timestamps without zone, {@code LocalTime},
 * {@code Period} and {@code Duration} for intervals, {@code List} of cells, {@code Map} of cells, and {@code Object[]} of
 * cells for a struct.
 *
 * <p>Users see {@link Row} for a struct, and {@code java.sql.Date} and {@code Timestamp} unless the session asks for
 * java.time. Both use the proleptic Gregorian calendar, and local times go by the default zone of the JVM.
 */
public final class JavaValues {
    /** Before this instant, the calendar of {@code java.sql} differs from that of java.time in some zone. */
    private static final Instant CALENDARS_AGREE = Instant.parse("1900-01-02T00:00:00Z");

    private JavaValues() {}

    /** The cell for a user's value; refuses a value that does not go with the type. */
    public static Object toCell(Object value, DataType type) {
        if (value == null) {
            return null;
        }
        Object cell = switch (type) {
            case BooleanType t -> value instanceof Boolean ? value : null;
            case ByteType t -> value instanceof Byte ? value : null;
            case ShortType t -> value instanceof Short ? value : null;
            case IntegerType t -> value instanceof Integer ? value : null;
            case LongType t -> value instanceof Long ? value : null;
            case FloatType t -> value instanceof Float ? value : null;
            case DoubleType t -> value instanceof Double ? value : null;
            case DecimalType t -> decimal(value, t);
            case StringType t -> text(value);
            case CharType t -> text(value);
            case VarcharType t -> text(value);
            case BinaryType t -> value instanceof byte[] ? value : null;
            case DateType t -> date(value);
            case TimestampType t -> instant(value);
            case TimestampNTZType t ->
                value instanceof LocalDateTime local ? local.truncatedTo(ChronoUnit.MICROS) : null;
            case TimeType t -> value instanceof LocalTime local ? local.truncatedTo(ChronoUnit.MICROS) : null;
            case YearMonthIntervalType t -> value instanceof Period ? value : null;
            case DayTimeIntervalType t -> value instanceof Duration ? value : null;
            case ArrayType t -> list(value, t);
            case MapType t -> value instanceof Map<?, ?> map ? map(map, t) : null;
            case StructType t -> value instanceof Row row ? toCells(row, t) : null;
            case NullType t -> null;
            case CalendarIntervalType t -> value;
            case VariantType t -> value;
        };
        if (cell == null) {
            throw wrongType(value, type);
        }
        return cell;
    }

    /** The cells of a row; refuses a row of another width. */
    public static Object[] toCells(Row row, StructType schema) {
        if (row.length() != schema.length()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.NUM_COLUMNS_MISMATCH,
                    "operator",
                    "createDataFrame",
                    "firstNumColumns",
                    String.valueOf(schema.length()),
                    "invalidOrdinalNum",
                    "1",
                    "invalidNumColumns",
                    String.valueOf(row.length())));
        }
        Object[] cells = new Object[schema.length()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = toCell(row.get(i), schema.field(i).dataType());
        }
        return cells;
    }

    /**
     * The user's value for a cell.
     *
     * @param javaTime whether dates and timestamps are given as java.time
     */
    public static Object toUser(Object cell, DataType type, boolean javaTime) {
        if (cell == null) {
            return null;
        }
        return switch (type) {
            case DateType t -> javaTime ? cell : Date.valueOf((LocalDate) cell);
            case TimestampType t -> javaTime ? cell : timestamp((Instant) cell);
            case ArrayType t -> {
                List<Object> values = new ArrayList<>();
                for (Object element : (List<?>) cell) {
                    values.add(toUser(element, t.elementType(), javaTime));
                }
                yield Collections.unmodifiableList(values);
            }
            case MapType t -> {
                Map<Object, Object> values = new LinkedHashMap<>();
                ((Map<?, ?>) cell)
                        .forEach((key, value) ->
                                values.put(toUser(key, t.keyType(), javaTime), toUser(value, t.valueType(), javaTime)));
                yield Collections.unmodifiableMap(values);
            }
            case StructType t -> toRow((Object[]) cell, t, javaTime);
            case BooleanType t -> cell;
            case ByteType t -> cell;
            case ShortType t -> cell;
            case IntegerType t -> cell;
            case LongType t -> cell;
            case FloatType t -> cell;
            case DoubleType t -> cell;
            case DecimalType t -> cell;
            case StringType t -> cell;
            case CharType t -> cell;
            case VarcharType t -> cell;
            case BinaryType t -> cell;
            case TimestampNTZType t -> cell;
            case TimeType t -> cell;
            case YearMonthIntervalType t -> cell;
            case DayTimeIntervalType t -> cell;
            case NullType t -> cell;
            case CalendarIntervalType t -> cell;
            case VariantType t -> cell;
        };
    }

    /** The row that users see for the cells of a struct. */
    public static Row toRow(Object[] cells, StructType schema, boolean javaTime) {
        Object[] values = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = toUser(cells[i], schema.field(i).dataType(), javaTime);
        }
        return new GenericRow(values, schema);
    }

    static Instant instantOf(Timestamp timestamp) {
        Instant instant = timestamp.toInstant();
        if (instant.isBefore(CALENDARS_AGREE)) {
            instant = timestamp.toLocalDateTime().atZone(ZoneId.systemDefault()).toInstant();
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static Timestamp timestamp(Instant instant) {
        return instant.isBefore(CALENDARS_AGREE)
                ? Timestamp.valueOf(LocalDateTime.ofInstant(instant, ZoneId.systemDefault()))
                : Timestamp.from(instant);
    }

    private static Object text(Object value) {
        return value instanceof String ? value : value instanceof Character ? value.toString() : null;
    }

    private static Object date(Object value) {
        return value instanceof LocalDate ? value : value instanceof Date date ? date.toLocalDate() : null;
    }

    private static Object instant(Object value) {
        if (value instanceof Timestamp timestamp) {
            return instantOf(timestamp);
        }
        return value instanceof Instant instant ? instant.truncatedTo(ChronoUnit.MICROS) : null;
    }

    private static Object decimal(Object value, DecimalType type) {
        BigDecimal decimal = switch (value) {
            case BigDecimal exact -> exact;
            case BigInteger whole -> new BigDecimal(whole);
            default -> null;
        };
        if (decimal == null) {
            return null;
        }
        BigDecimal scaled = decimal.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE__WITHOUT_SUGGESTION,
                    "roundedValue",
                    decimal.toPlainString(),
                    "precision",
                    String.valueOf(type.precision()),
                    "scale",
                    String.valueOf(type.scale())));
        }
        return scaled;
    }

    private static Object list(Object value, ArrayType type) {
        List<Object> cells = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            collection.forEach(element -> cells.add(toCell(element, type.elementType())));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                cells.add(toCell(Array.get(value, i), type.elementType()));
            }
        } else {
            return null;
        }
        return cells;
    }

    private static Map<Object, Object> map(Map<?, ?> value, MapType type) {
        Map<Object, Object> cells = new LinkedHashMap<>();
        value.forEach((key, element) -> cells.put(toCell(key, type.keyType()), toCell(element, type.valueType())));
        return cells;
    }

    private static MillraceException wrongType(Object value, DataType type) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.CAST_INVALID_INPUT,
                "expression",
                "'" + value + "'",
                "sourceType",
                "\"" + value.getClass().getName() + "\"",
                "targetType",
                "\"" + type.sql() + "\""));
    }
}

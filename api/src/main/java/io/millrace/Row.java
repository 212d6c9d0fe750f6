package io.millrace;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.types.StructType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * One row of a result: values by position, and by name if it has a schema.
 *
 * <p>{@link JavaValues} says which Java type belongs to which type of column.
 */
public interface Row extends Serializable {
    /** A row without columns. */
    static Row empty() {
        return RowFactory.create();
    }

    /** How many values there are. */
    int length();

    /** The value at a position, counted from 0; may be null. */
    Object get(int i);

    /** The row itself, which cannot change. */
    Row copy();

    /** How many values there are. */
    default int size() {
        return length();
    }

    /** The schema, or null for a row that was made by hand. */
    default StructType schema() {
        return null;
    }

    /** The value at a position. */
    default Object apply(int i) {
        return get(i);
    }

    /** Whether the value at a position is null. */
    default boolean isNullAt(int i) {
        return get(i) == null;
    }

    /** The value at a position; refuses null. */
    default boolean getBoolean(int i) {
        return (Boolean) present(i);
    }

    /** The value at a position; refuses null. */
    default byte getByte(int i) {
        return (Byte) present(i);
    }

    /** The value at a position; refuses null. */
    default short getShort(int i) {
        return (Short) present(i);
    }

    /** The value at a position; refuses null. */
    default int getInt(int i) {
        return (Integer) present(i);
    }

    /** The value at a position; refuses null. */
    default long getLong(int i) {
        return (Long) present(i);
    }

    /** The value at a position; refuses null. */
    default float getFloat(int i) {
        return (Float) present(i);
    }

    /** The value at a position; refuses null. */
    default double getDouble(int i) {
        return (Double) present(i);
    }

    /** The value at a position. */
    default String getString(int i) {
        return (String) get(i);
    }

    /** The value at a position. */
    default BigDecimal getDecimal(int i) {
        return (BigDecimal) get(i);
    }

    /** The value at a position. */
    default Date getDate(int i) {
        return (Date) get(i);
    }

    /** The value at a position, in a session that asks for java.time. */
    default LocalDate getLocalDate(int i) {
        return (LocalDate) get(i);
    }

    /** The value at a position. */
    default Timestamp getTimestamp(int i) {
        return (Timestamp) get(i);
    }

    /** The value at a position, in a session that asks for java.time. */
    default Instant getInstant(int i) {
        return (Instant) get(i);
    }

    /** The array at a position. */
    default <T> List<T> getList(int i) {
        return getAs(i);
    }

    /** The map at a position. */
    default <K, V> Map<K, V> getJavaMap(int i) {
        return getAs(i);
    }

    /** The struct at a position. */
    default Row getStruct(int i) {
        return (Row) get(i);
    }

    /** The value at a position, as the caller's type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // Spark's signature: the caller answers for the type
    default <T> T getAs(int i) {
        return (T) get(i);
    }

    /** The value of a field, as the caller's type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    default <T> T getAs(String fieldName) {
        return (T) get(fieldIndex(fieldName));
    }

    /** The position of a field; needs a schema. */
    default int fieldIndex(String name) {
        StructType schema = schema();
        if (schema == null) {
            throw new MillraceUnsupportedOperationException(ErrorDetail.of(
                    ErrorCondition.FIELD_NOT_FOUND, "fieldName", "`" + name + "`", "fields", "a row without a schema"));
        }
        String[] names = schema.fieldNames();
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        throw new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.FIELD_NOT_FOUND,
                "fieldName",
                "`" + name + "`",
                "fields",
                "`" + String.join("`, `", names) + "`"));
    }

    /** Whether any value is null. */
    default boolean anyNull() {
        for (int i = 0; i < length(); i++) {
            if (isNullAt(i)) {
                return true;
            }
        }
        return false;
    }

    /** The values one after the other. */
    default String mkString() {
        return mkString("");
    }

    /** The values with a separator between them. */
    default String mkString(String sep) {
        return mkString("", sep, "");
    }

    /** The values with a separator between them, between two texts. */
    default String mkString(String start, String sep, String end) {
        StringBuilder text = new StringBuilder(start);
        for (int i = 0; i < length(); i++) {
            text.append(i == 0 ? "" : sep).append(get(i));
        }
        return text.append(end).toString();
    }

    /** The row as compact JSON; needs a schema. */
    default String json() {
        return RowJson.write(this);
    }

    /** The row as JSON over several lines; needs a schema. */
    default String prettyJson() {
        return RowJson.writePretty(this);
    }

    private Object present(int i) {
        Object value = get(i);
        if (value == null) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.ROW_VALUE_IS_NULL, "index", String.valueOf(i)));
        }
        return value;
    }
}

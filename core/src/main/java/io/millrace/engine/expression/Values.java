package io.millrace.engine.expression;

import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.BinaryType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Single values in internal form, and vectors. For constants, results and tests; kernels work on vectors.
 *
 * <table>
 * <caption>Internal forms</caption>
 * <tr><td>boolean, numbers</td><td>Boolean, Byte, Short, Integer, Long, Float, Double</td></tr>
 * <tr><td>decimal</td><td>BigDecimal with the type's scale</td></tr>
 * <tr><td>string, char, varchar</td><td>String</td></tr>
 * <tr><td>binary</td><td>byte[]</td></tr>
 * <tr><td>date; year-month interval</td><td>Integer: days since 1970-01-01; months</td></tr>
 * <tr><td>timestamps; day-time interval; time</td><td>Long: microseconds; microseconds; nanoseconds</td></tr>
 * <tr><td>calendar interval</td><td>{@link CalendarInterval}</td></tr>
 * <tr><td>array, map, struct</td><td>List, LinkedHashMap, Object[]</td></tr>
 * </table>
 */
public final class Values {
    private Values() {}

    /** The value at a position, or null. */
    public static Object get(ColumnVector vector, int position) {
        return vector instanceof ValueVector plain
                ? get(plain, position)
                : get(Vectors.plain(vector), Vectors.plainPosition(vector, position));
    }

    private static Object get(ValueVector vector, int position) {
        if (vector.isNull(position)) {
            return null;
        }
        return switch (vector) {
            case BooleanVector values -> values.get(position);
            case ByteVector values -> values.get(position);
            case ShortVector values -> values.get(position);
            case IntVector values -> values.get(position);
            case LongVector values -> values.get(position);
            case FloatVector values -> values.get(position);
            case DoubleVector values -> values.get(position);
            case DecimalVector values ->
                new BigDecimal(values.unscaled(position), ((DecimalType) values.type()).scale());
            case BytesVector values ->
                values.type() instanceof BinaryType ? values.copyBytes(position) : values.string(position);
            case StructVector values -> struct(values, position);
            case ListVector values -> list(values.elements(), values.start(position), values.length(position));
            case MapVector values -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = values.start(position); i < values.start(position) + values.length(position); i++) {
                    map.put(get(values.keys(), i), get(values.values(), i));
                }
                yield map;
            }
        };
    }

    /** A value as messages show it: {@code [a,b]} for structs and arrays. */
    public static String text(Object value) {
        return switch (value) {
            case Object[] fields -> text(Arrays.asList(fields));
            case List<?> elements -> elements.stream().map(Values::text).collect(Collectors.joining(",", "[", "]"));
            case null, default -> String.valueOf(value);
        };
    }

    private static List<Object> list(ValueVector elements, int start, int length) {
        List<Object> list = new ArrayList<>(length);
        for (int i = start; i < start + length; i++) {
            list.add(get(elements, i));
        }
        return list;
    }

    private static Object struct(StructVector vector, int position) {
        if (vector.type() instanceof CalendarIntervalType) {
            return new CalendarInterval(
                    ((IntVector) vector.child(0)).get(position),
                    ((IntVector) vector.child(1)).get(position),
                    ((LongVector) vector.child(2)).get(position));
        }
        Object[] fields = new Object[vector.fieldCount()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = get(vector.child(i), position);
        }
        return fields;
    }

    /** Sets a slot within the vector's capacity; slots of text, lists and maps in ascending order. */
    public static void set(ValueVector vector, int position, Object value) {
        if (value == null) {
            vector.setNull(position);
            return;
        }
        vector.clearNull(position);
        switch (vector) {
            case BooleanVector values -> values.set(position, (Boolean) value);
            case ByteVector values -> values.set(position, (Byte) value);
            case ShortVector values -> values.set(position, (Short) value);
            case IntVector values -> values.set(position, (Integer) value);
            case LongVector values -> values.set(position, (Long) value);
            case FloatVector values -> values.set(position, (Float) value);
            case DoubleVector values -> values.set(position, (Double) value);
            case DecimalVector values -> {
                int scale = ((DecimalType) values.type()).scale();
                values.set(
                        position,
                        ((BigDecimal) value)
                                .setScale(scale, RoundingMode.UNNECESSARY)
                                .unscaledValue());
            }
            case BytesVector values -> {
                if (value instanceof byte[] bytes) {
                    values.set(position, bytes);
                } else {
                    values.set(position, (String) value);
                }
            }
            case StructVector values -> setStruct(values, position, value);
            case ListVector values -> {
                List<?> list = (List<?>) value;
                int at = values.allocate(position, list.size());
                for (Object element : list) {
                    set(values.elements(), at++, element);
                }
            }
            case MapVector values -> {
                Map<?, ?> map = (Map<?, ?>) value;
                int at = values.allocate(position, map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    set(values.keys(), at, entry.getKey());
                    set(values.values(), at++, entry.getValue());
                }
            }
        }
    }

    private static void setStruct(StructVector vector, int position, Object value) {
        Object[] fields = value instanceof CalendarInterval interval
                ? new Object[] {interval.months(), interval.days(), interval.microseconds()}
                : (Object[]) value;
        for (int i = 0; i < fields.length; i++) {
            set(vector.child(i), position, fields[i]);
        }
    }

    /** A vector of one value everywhere. */
    public static ConstantVector constant(Object value, DataType type) {
        return new ConstantVector(vector(type, java.util.Collections.singletonList(value)));
    }

    /** A new plain vector of some values. */
    public static ValueVector vector(DataType type, List<?> values) {
        ValueVector vector = ValueVector.create(type);
        vector.reset(values.size());
        for (int i = 0; i < values.size(); i++) {
            set(vector, i, values.get(i));
        }
        return vector;
    }
}

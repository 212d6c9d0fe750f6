package io.millrace;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.MapType;
import io.millrace.types.TimeType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Finds the codec of a Java type: simple ones in a table, arrays, collections and maps, and structs by reflection. */
final class ValueCodecs {
    private static final Map<Class<?>, ValueCodec> SIMPLE = new HashMap<>();

    static {
        same(Boolean.class, boolean.class, DataTypes.BooleanType);
        same(Byte.class, byte.class, DataTypes.ByteType);
        same(Short.class, short.class, DataTypes.ShortType);
        same(Integer.class, int.class, DataTypes.IntegerType);
        same(Long.class, long.class, DataTypes.LongType);
        same(Float.class, float.class, DataTypes.FloatType);
        same(Double.class, double.class, DataTypes.DoubleType);
        checked(String.class, DataTypes.StringType);
        checked(byte[].class, DataTypes.BinaryType);
        checked(BigDecimal.class, DecimalType.SYSTEM_DEFAULT);
        checked(LocalDate.class, DataTypes.DateType);
        checked(Instant.class, DataTypes.TimestampType);
        checked(LocalDateTime.class, DataTypes.TimestampNTZType);
        checked(LocalTime.class, new TimeType(TimeType.MAX_PRECISION));
        checked(Duration.class, DataTypes.createDayTimeIntervalType());
        checked(Period.class, DataTypes.createYearMonthIntervalType());
        converted(
                BigInteger.class,
                new DecimalType(DecimalType.MAX_PRECISION, 0),
                cell -> ((BigDecimal) cell).toBigIntegerExact());
        converted(Date.class, DataTypes.DateType, cell -> Date.valueOf((LocalDate) cell));
        converted(Timestamp.class, DataTypes.TimestampType, cell -> JavaValues.timestamp((Instant) cell));
    }

    private ValueCodecs() {}

    private static void same(Class<?> boxed, Class<?> primitive, DataType type) {
        SIMPLE.put(boxed, new ValueCodec(type, true, value -> value, cell -> cell));
        SIMPLE.put(primitive, new ValueCodec(type, false, value -> value, cell -> cell));
    }

    private static void checked(Class<?> javaType, DataType type) {
        converted(javaType, type, cell -> cell);
    }

    private static void converted(Class<?> javaType, DataType type, UnaryOperator<Object> decoder) {
        SIMPLE.put(javaType, new ValueCodec(type, true, value -> JavaValues.toCell(value, type), decoder));
    }

    static ValueCodec of(Type type) {
        return of(type, Set.of());
    }

    /** The codec of a type; {@code enclosing} are the structs around this type, to find circles. */
    static ValueCodec of(Type type, Set<Class<?>> enclosing) {
        return switch (type) {
            case Class<?> javaClass -> ofClass(javaClass, enclosing);
            case ParameterizedType generic -> ofGeneric(generic, enclosing);
            case GenericArrayType array ->
                ofArray(rawClass(array.getGenericComponentType()), of(array.getGenericComponentType(), enclosing));
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], enclosing);
            default -> throw unsupported(type);
        };
    }

    private static ValueCodec ofClass(Class<?> javaClass, Set<Class<?>> enclosing) {
        ValueCodec simple = SIMPLE.get(javaClass);
        if (simple != null) {
            return simple;
        }
        if (javaClass.isEnum()) {
            return ofEnum(javaClass);
        }
        if (javaClass.isArray()) {
            return ofArray(javaClass.getComponentType(), of(javaClass.getComponentType(), enclosing));
        }
        if (Collection.class.isAssignableFrom(javaClass)
                || Map.class.isAssignableFrom(javaClass)
                || javaClass.isInterface()
                || javaClass == Object.class
                || javaClass.getName().startsWith("java.")) {
            throw unsupported(javaClass);
        }
        if (enclosing.contains(javaClass)) {
            throw unsupported("the class " + javaClass.getName() + ", which contains itself");
        }
        Set<Class<?>> within = new LinkedHashSet<>(enclosing);
        within.add(javaClass);
        return StructCodec.of(javaClass, within);
    }

    private static ValueCodec ofGeneric(ParameterizedType generic, Set<Class<?>> enclosing) {
        Class<?> raw = rawClass(generic);
        Type[] arguments = generic.getActualTypeArguments();
        if (Map.class.isAssignableFrom(raw) && raw.isAssignableFrom(LinkedHashMap.class) && arguments.length == 2) {
            return ofMap(of(arguments[0], enclosing), of(arguments[1], enclosing));
        }
        if (raw.isAssignableFrom(ArrayList.class) && arguments.length == 1) {
            return ofCollection(of(arguments[0], enclosing), ArrayList::new);
        }
        if (raw.isAssignableFrom(LinkedHashSet.class) && arguments.length == 1) {
            return ofCollection(of(arguments[0], enclosing), LinkedHashSet::new);
        }
        throw unsupported(generic);
    }

    private static ValueCodec ofEnum(Class<?> javaClass) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : javaClass.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new ValueCodec(DataTypes.StringType, true, value -> ((Enum<?>) value).name(), cell -> {
            Object constant = constants.get(cell);
            if (constant == null) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.CAST_INVALID_INPUT,
                        "expression",
                        "'" + cell + "'",
                        "sourceType",
                        "\"STRING\"",
                        "targetType",
                        "\"" + javaClass.getName() + "\""));
            }
            return constant;
        });
    }

    private static ValueCodec ofArray(Class<?> component, ValueCodec element) {
        return new ValueCodec(
                new ArrayType(element.type(), element.nullable()),
                true,
                value -> {
                    List<Object> cells = new ArrayList<>();
                    for (int i = 0; i < Array.getLength(value); i++) {
                        cells.add(element.toCell(Array.get(value, i)));
                    }
                    return cells;
                },
                cell -> {
                    List<?> cells = (List<?>) cell;
                    Object array = Array.newInstance(component, cells.size());
                    for (int i = 0; i < cells.size(); i++) {
                        Object value = element.fromCell(cells.get(i));
                        Array.set(array, i, component.isPrimitive() ? present(value, i) : value);
                    }
                    return array;
                });
    }

    private static ValueCodec ofCollection(ValueCodec element, Supplier<Collection<Object>> constructor) {
        return new ValueCodec(
                new ArrayType(element.type(), element.nullable()),
                true,
                value -> {
                    List<Object> cells = new ArrayList<>();
                    ((Collection<?>) value).forEach(each -> cells.add(element.toCell(each)));
                    return cells;
                },
                cell -> {
                    Collection<Object> values = constructor.get();
                    ((List<?>) cell).forEach(each -> values.add(element.fromCell(each)));
                    return values;
                });
    }

    private static ValueCodec ofMap(ValueCodec key, ValueCodec element) {
        return new ValueCodec(
                new MapType(key.type(), element.type(), element.nullable()),
                true,
                value -> {
                    Map<Object, Object> cells = new LinkedHashMap<>();
                    ((Map<?, ?>) value).forEach((k, v) -> cells.put(key.toCell(k), element.toCell(v)));
                    return cells;
                },
                cell -> {
                    Map<Object, Object> values = new LinkedHashMap<>();
                    ((Map<?, ?>) cell).forEach((k, v) -> values.put(key.fromCell(k), element.fromCell(v)));
                    return values;
                });
    }

    private static Class<?> rawClass(Type type) {
        return switch (type) {
            case Class<?> javaClass -> javaClass;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case TypeVariable<?> variable -> rawClass(variable.getBounds()[0]);
            default -> throw unsupported(type);
        };
    }

    /** Refuses a null where Java has none. */
    static Object present(Object value, int index) {
        if (value == null) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.ROW_VALUE_IS_NULL, "index", String.valueOf(index)));
        }
        return value;
    }

    private static MillraceUnsupportedOperationException unsupported(Type type) {
        return unsupported(type.getTypeName());
    }

    private static MillraceUnsupportedOperationException unsupported(String type) {
        return new MillraceUnsupportedOperationException(
                ErrorDetail.of(ErrorCondition.UNSUPPORTED_DATATYPE, "typeName", type));
    }
}

package io.millrace;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Codecs of beans and records.
 *
 * <p>A bean is a class with a public constructor without arguments; its fields are the properties with a getter, in the
 * order of their names, and those without a setter are only written. A record has its components, in their order.
 */
final class StructCodec {
    private final Class<?> javaClass;
    private final List<Property> properties;
    private final Constructor<?> constructor;

    /** {@code setter} is null for a component of a record and for a property that cannot be set. */
    private record Property(String name, ValueCodec codec, Method getter, Method setter) {}

    private StructCodec(Class<?> javaClass, List<Property> properties, Constructor<?> constructor) {
        this.javaClass = javaClass;
        this.properties = properties;
        this.constructor = constructor;
    }

    static ValueCodec of(Class<?> javaClass, Set<Class<?>> enclosing) {
        StructCodec codec = javaClass.isRecord() ? ofRecord(javaClass, enclosing) : ofBean(javaClass, enclosing);
        StructField[] fields = codec.properties.stream()
                .map(property -> new StructField(
                        property.name(),
                        property.codec().type(),
                        property.codec().nullable()))
                .toArray(StructField[]::new);
        return new ValueCodec(new StructType(fields), true, codec::encode, cell -> codec.decode((Object[]) cell));
    }

    private static StructCodec ofRecord(Class<?> javaClass, Set<Class<?>> enclosing) {
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : javaClass.getRecordComponents()) {
            ValueCodec codec = ValueCodecs.of(component.getGenericType(), enclosing);
            properties.add(new Property(component.getName(), codec, open(component.getAccessor()), null));
        }
        Class<?>[] types = Arrays.stream(javaClass.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return new StructCodec(javaClass, properties, constructor(javaClass, types));
    }

    private static StructCodec ofBean(Class<?> javaClass, Set<Class<?>> enclosing) {
        List<Property> properties = new ArrayList<>();
        for (Method getter : javaClass.getMethods()) {
            String name = propertyName(getter);
            if (name != null
                    && properties.stream().noneMatch(property -> property.name().equals(name))) {
                ValueCodec codec = ValueCodecs.of(getter.getGenericReturnType(), enclosing);
                properties.add(new Property(name, codec, open(getter), setter(javaClass, getter)));
            }
        }
        properties.sort(Comparator.comparing(Property::name));
        return new StructCodec(javaClass, properties, constructor(javaClass));
    }

    /** The name of the property that a method gets, or null. */
    private static String propertyName(Method method) {
        boolean candidate = method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && method.getDeclaringClass() != Object.class
                && method.getReturnType() != void.class;
        String name = method.getName();
        if (candidate && name.startsWith("get") && name.length() > 3) {
            return decapitalize(name.substring(3));
        }
        if (candidate && name.startsWith("is") && name.length() > 2 && method.getReturnType() == boolean.class) {
            return decapitalize(name.substring(2));
        }
        return null;
    }

    /** By the rule of JavaBeans, a name that begins with two capitals stays as it is. */
    private static String decapitalize(String name) {
        if (name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1))) {
            return name;
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Method setter(Class<?> javaClass, Method getter) {
        String suffix = getter.getName().substring(getter.getName().startsWith("is") ? 2 : 3);
        try {
            return open(javaClass.getMethod("set" + suffix, getter.getReturnType()));
        } catch (NoSuchMethodException e) {
            return null; // a property that can only be read
        }
    }

    /** The constructor, or null for a class that can only be written. */
    private static Constructor<?> constructor(Class<?> javaClass, Class<?>... types) {
        try {
            return open(javaClass.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Public members of a class that is not public can still be used, if its module allows it. */
    private static <A extends AccessibleObject> A open(A member) {
        member.trySetAccessible();
        return member;
    }

    private Object encode(Object value) {
        Object[] cells = new Object[properties.size()];
        for (int i = 0; i < cells.length; i++) {
            Property property = properties.get(i);
            cells[i] = property.codec().toCell(call(() -> property.getter().invoke(value)));
        }
        return cells;
    }

    private Object decode(Object[] cells) {
        if (constructor == null) {
            throw new MillraceUnsupportedOperationException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_DATATYPE,
                    "typeName",
                    javaClass.getName() + " (a constructor without arguments is missing)"));
        }
        if (javaClass.isRecord()) {
            Object[] arguments = new Object[cells.length];
            for (int i = 0; i < cells.length; i++) {
                arguments[i] = value(i, cells[i]);
            }
            return call(() -> constructor.newInstance(arguments));
        }
        Object bean = call(constructor::newInstance);
        for (int i = 0; i < cells.length; i++) {
            Method setter = properties.get(i).setter();
            if (setter != null) {
                Object argument = value(i, cells[i]);
                call(() -> setter.invoke(bean, argument));
            }
        }
        return bean;
    }

    private Object value(int index, Object cell) {
        ValueCodec codec = properties.get(index).codec();
        Object value = codec.fromCell(cell);
        return codec.nullable() ? value : ValueCodecs.present(value, index);
    }

    /** Something done by reflection. */
    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Call call) {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw Errors.raise(e.getCause()); // what the class itself threw
        } catch (ReflectiveOperationException e) {
            throw new MillraceUnsupportedOperationException(
                    ErrorDetail.of(ErrorCondition.UNSUPPORTED_DATATYPE, "typeName", e.getMessage()), e);
        }
    }
}

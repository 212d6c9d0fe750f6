package io.millrace;

import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A row over an array. Equal to any row with equal values, whatever the schemas. */
final class GenericRow implements Row {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // values of rows are serializable
    private final Object[] values;

    private transient StructType schema; // written as JSON

    /** Keeps the array. */
    GenericRow(Object[] values, StructType schema) {
        this.values = values;
        this.schema = schema;
    }

    @Override
    public int length() {
        return values.length;
    }

    @Override
    public Object get(int i) {
        return values[i];
    }

    @Override
    public Row copy() {
        return this;
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Row that) || that.length() != values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!same(values[i], that.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Equality of values: bytes by content, decimals by number, NaN equal to itself. */
    private static boolean same(Object left, Object right) {
        if (left instanceof byte[] bytes) {
            return right instanceof byte[] others && Arrays.equals(bytes, others);
        }
        if (left instanceof BigDecimal number) {
            return right instanceof BigDecimal other && number.compareTo(other) == 0;
        }
        if (left instanceof Double number) {
            return right instanceof Double other
                    && (number.doubleValue() == other.doubleValue() || (number.isNaN() && other.isNaN()));
        }
        if (left instanceof Float number) {
            return right instanceof Float other
                    && (number.floatValue() == other.floatValue() || (number.isNaN() && other.isNaN()));
        }
        if (left instanceof List<?> list) {
            return right instanceof List<?> others && sameElements(list, others);
        }
        if (left instanceof Map<?, ?> map) {
            return right instanceof Map<?, ?> others
                    && map.size() == others.size()
                    && map.keySet().stream()
                            .allMatch(key -> others.containsKey(key) && same(map.get(key), others.get(key)));
        }
        return left == null ? right == null : left.equals(right);
    }

    private static boolean sameElements(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!same(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Object value : values) {
            hash = 31 * hash + hash(value);
        }
        return hash;
    }

    private static int hash(Object value) {
        return switch (value) {
            case null -> 0;
            case byte[] bytes -> Arrays.hashCode(bytes);
            case BigDecimal number -> number.stripTrailingZeros().hashCode();
            case Double number -> Double.hashCode(number + 0.0); // -0.0 equals 0.0
            case Float number -> Float.hashCode(number + 0.0f);
            case List<?> list -> list.stream().mapToInt(GenericRow::hash).reduce(1, (sum, each) -> 31 * sum + each);
            case Map<?, ?> map -> map.keySet().hashCode();
            default -> value.hashCode();
        };
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeObject(schema == null ? null : schema.json());
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        String json = (String) in.readObject();
        schema = json == null ? null : (StructType) DataType.fromJson(json);
    }

    @Override
    public String toString() {
        return mkString("[", ",", "]");
    }
}

package io.millrace.types;

import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Facts about a column beyond its type; an immutable map of names to values.
 *
 * <p>Values are Long, Double, Boolean, String, Metadata, lists of these, or null.
 */
public final class Metadata implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Metadata EMPTY = new Metadata(Map.of());

    private final LinkedHashMap<String, Object> values;

    Metadata(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    public static Metadata empty() {
        return EMPTY;
    }

    /** Reads what {@link #json()} writes. */
    public static Metadata fromJson(String json) {
        Object parsed;
        try {
            parsed = Json.parse(json);
        } catch (JsonException malformed) {
            throw new IllegalArgumentException("Metadata must be JSON: " + malformed.getMessage(), malformed);
        }
        if (parsed instanceof Map<?, ?> object) {
            return fromJsonObject(object);
        }
        throw new IllegalArgumentException("Metadata must be a JSON object, not " + json);
    }

    static Metadata fromJsonObject(Map<?, ?> object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEach((key, value) -> values.put((String) key, fromJsonValue(value)));
        return new Metadata(values);
    }

    private static Object fromJsonValue(Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> object -> fromJsonObject(object);
            case List<?> array -> array.stream().map(Metadata::fromJsonValue).toList();
            case Long number -> number;
            case Number number -> number.doubleValue();
            default -> value;
        };
    }

    public boolean contains(String key) {
        return values.containsKey(key);
    }

    public long getLong(String key) {
        return (Long) get(key);
    }

    public double getDouble(String key) {
        return (Double) get(key);
    }

    public boolean getBoolean(String key) {
        return (Boolean) get(key);
    }

    public String getString(String key) {
        return (String) get(key);
    }

    public Metadata getMetadata(String key) {
        return (Metadata) get(key);
    }

    public long[] getLongArray(String key) {
        return list(key).stream().mapToLong(Long.class::cast).toArray();
    }

    public double[] getDoubleArray(String key) {
        return list(key).stream().mapToDouble(Double.class::cast).toArray();
    }

    public boolean[] getBooleanArray(String key) {
        List<?> elements = list(key);
        boolean[] array = new boolean[elements.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = (Boolean) elements.get(i);
        }
        return array;
    }

    public String[] getStringArray(String key) {
        return list(key).stream().map(String.class::cast).toArray(String[]::new);
    }

    public Metadata[] getMetadataArray(String key) {
        return list(key).stream().map(Metadata.class::cast).toArray(Metadata[]::new);
    }

    private List<?> list(String key) {
        return (List<?>) get(key);
    }

    private Object get(String key) {
        if (!values.containsKey(key)) {
            throw new NoSuchElementException("key not found: " + key);
        }
        return values.get(key);
    }

    /** The metadata as compact JSON. */
    public String json() {
        return Json.write(toJsonObject());
    }

    Map<String, Object> values() {
        return values;
    }

    Map<String, Object> toJsonObject() {
        Map<String, Object> object = new LinkedHashMap<>();
        values.forEach((key, value) -> object.put(key, toJsonValue(value)));
        return object;
    }

    private static Object toJsonValue(Object value) {
        if (value instanceof Metadata nested) {
            return nested.toJsonObject();
        }
        if (value instanceof List<?> elements) {
            List<Object> array = new ArrayList<>();
            elements.forEach(element -> array.add(toJsonValue(element)));
            return array;
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metadata that && that.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return json();
    }
}

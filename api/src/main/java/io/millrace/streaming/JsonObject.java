package io.millrace.streaming;

import io.millrace.spi.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A JSON object from the engine, read by the names of its fields; a missing number is 0, other missing fields are null. */
record JsonObject(Map<String, Object> fields) {

    static JsonObject parse(String json) {
        return of(Json.parse(json));
    }

    private static JsonObject of(Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put((String) name, field));
        }
        return new JsonObject(Collections.unmodifiableMap(fields));
    }

    String compact() {
        return Json.write(fields);
    }

    String pretty() {
        return Json.writePretty(fields);
    }

    String text(String name) {
        Object value = fields.get(name);
        return value == null ? null : value.toString();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(text(name));
    }

    UUID uuid(String name) {
        return UUID.fromString(text(name));
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    double decimal(String name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** A value as JSON, or null for null. */
    String json(String name) {
        Object value = fields.get(name);
        return value == null ? null : value instanceof String text ? text : Json.write(value);
    }

    JsonObject object(String name) {
        return of(fields.get(name));
    }

    List<JsonObject> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(JsonObject::of).toList()
                : List.of();
    }

    /** A nested object as a map. */
    <V> Map<String, V> map(String name, Function<Object, V> convert) {
        Map<String, V> map = new LinkedHashMap<>();
        object(name).fields.forEach((key, value) -> map.put(key, convert.apply(value)));
        return Collections.unmodifiableMap(map);
    }

    Map<String, Long> numbers(String name) {
        return map(name, value -> ((Number) value).longValue());
    }

    Map<String, String> texts(String name) {
        return map(name, String::valueOf);
    }
}

package io.millrace.engine.checkpoint;

import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object in one line of a log. Unknown fields are ignored by whoever reads it. */
record JsonLine(Map<?, ?> fields) {
    /** Empty when the text is no JSON object. */
    static Optional<JsonLine> parse(String text) {
        try {
            return Json.parse(text) instanceof Map<?, ?> map ? Optional.of(new JsonLine(map)) : Optional.empty();
        } catch (JsonException broken) {
            return Optional.empty();
        }
    }

    /** A whole number, 0 when it is missing. */
    Optional<Long> number(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.of(0L);
        }
        return value instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    Optional<String> string(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** An object of strings, empty when it is missing; no value when there is something else. */
    Optional<Map<String, String>> strings(String name) {
        Map<String, String> result = new LinkedHashMap<>();
        Object value = fields.get(name);
        if (value == null) {
            return Optional.of(result);
        }
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getValue() instanceof String text)) {
                return Optional.empty();
            }
            result.put((String) entry.getKey(), text);
        }
        return Optional.of(result);
    }
}

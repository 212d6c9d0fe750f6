package io.millrace.engine.checkpoint;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lines of JSON in logs. */
final class LogJson {
    private LogJson() {}

    /** An object; anything else is a malformed log. */
    static Map<String, Object> object(String line) {
        Object parsed;
        try {
            parsed = Json.parse(line);
        } catch (JsonException e) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", line), e);
        }
        if (!(parsed instanceof Map<?, ?> object)) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.MALFORMED_LOG_FILE, "text", line));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        object.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return fields;
    }
}

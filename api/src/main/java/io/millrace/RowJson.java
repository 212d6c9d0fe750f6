package io.millrace;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.spi.json.Json;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A row as JSON. Nulls are kept, bytes are Base64, timestamps are local times of the session's zone. */
final class RowJson {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private RowJson() {}

    static String write(Row row) {
        return Json.write(object(row, zone()));
    }

    static String writePretty(Row row) {
        return Json.writePretty(object(row, zone()));
    }

    private static ZoneId zone() {
        return Session.getActiveSession()
                .flatMap(session -> session.conf().getOption("spark.sql.session.timeZone"))
                .map(ZoneId::of)
                .orElseGet(ZoneId::systemDefault);
    }

    private static Map<String, Object> object(Row row, ZoneId zone) {
        if (row.schema() == null) {
            throw new MillraceUnsupportedOperationException(ErrorDetail.of(
                    ErrorCondition.FIELD_NOT_FOUND, "fieldName", "schema", "fields", "a row without a schema"));
        }
        String[] names = row.schema().fieldNames();
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            object.put(names[i], value(row.get(i), zone));
        }
        return object;
    }

    private static Object value(Object value, ZoneId zone) {
        return switch (value) {
            case null -> null;
            case Row row -> object(row, zone);
            case List<?> list -> list.stream().map(each -> value(each, zone)).toList();
            case Map<?, ?> map -> map(map, zone);
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Number number -> number;
            case Boolean flag -> flag;
            case Timestamp timestamp ->
                TIMESTAMP.format(JavaValues.instantOf(timestamp).atZone(zone));
            case Instant instant -> TIMESTAMP.format(instant.atZone(zone));
            case LocalDateTime local -> TIMESTAMP.format(local);
            case Date date -> date.toLocalDate().toString();
            default -> value.toString();
        };
    }

    /** An object if the keys are strings, else a list of entries. */
    private static Object map(Map<?, ?> map, ZoneId zone) {
        if (map.keySet().stream().allMatch(String.class::isInstance)) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((key, value) -> object.put((String) key, value(value, zone)));
            return object;
        }
        List<Object> entries = new ArrayList<>();
        map.forEach((key, value) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("key", value(key, zone));
            entry.put("value", value(value, zone));
            entries.add(entry);
        });
        return entries;
    }
}

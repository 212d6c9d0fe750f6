package io.millrace.types;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types and schemas as JSON, in the form that checkpoints and file footers hold. */
final class DataTypeJson {
    private DataTypeJson() {}

    static String write(DataType type) {
        return Json.write(toJson(type));
    }

    static String writePretty(DataType type) {
        return Json.writePretty(toJson(type));
    }

    static DataType parse(String json) {
        Object value;
        try {
            value = Json.parse(json);
        } catch (JsonException malformed) {
            throw new MillraceException(unreadable(json, malformed.getMessage()), malformed);
        }
        return fromJson(value, json);
    }

    private static Object toJson(DataType type) {
        Map<String, Object> object = new LinkedHashMap<>();
        switch (type) {
            case StructType struct -> {
                object.put("type", "struct");
                object.put(
                        "fields",
                        List.of(struct.fields()).stream()
                                .map(DataTypeJson::toJson)
                                .toList());
            }
            case ArrayType array -> {
                object.put("type", "array");
                object.put("elementType", toJson(array.elementType()));
                object.put("containsNull", array.containsNull());
            }
            case MapType map -> {
                object.put("type", "map");
                object.put("keyType", toJson(map.keyType()));
                object.put("valueType", toJson(map.valueType()));
                object.put("valueContainsNull", map.valueContainsNull());
            }
            case AtomicType atomic -> {
                return atomic.typeName();
            }
            case NullType nothing -> {
                return nothing.typeName();
            }
            case CalendarIntervalType interval -> {
                return interval.typeName();
            }
            case VariantType variant -> {
                return variant.typeName();
            }
        }
        return object;
    }

    private static Map<String, Object> toJson(StructField field) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", field.name());
        object.put("type", toJson(field.dataType()));
        object.put("nullable", field.nullable());
        object.put("metadata", field.metadata().toJsonObject());
        return object;
    }

    private static DataType fromJson(Object value, String json) {
        if (value instanceof String name) {
            return DdlParser.parseJsonName(name);
        }
        if (value instanceof Map<?, ?> object && object.get("type") instanceof String kind) {
            return switch (kind) {
                case "struct" -> {
                    List<?> fields = member(object, "fields", List.class, json);
                    yield new StructType(
                            fields.stream().map(field -> field(field, json)).toArray(StructField[]::new));
                }
                case "array" ->
                    new ArrayType(
                            fromJson(object.get("elementType"), json),
                            member(object, "containsNull", Boolean.class, json));
                case "map" ->
                    new MapType(
                            fromJson(object.get("keyType"), json),
                            fromJson(object.get("valueType"), json),
                            member(object, "valueContainsNull", Boolean.class, json));
                default -> throw DdlParser.unsupported(kind, null);
            };
        }
        throw new MillraceException(unreadable(json, "a type is missing"));
    }

    private static StructField field(Object value, String json) {
        if (!(value instanceof Map<?, ?> object)) {
            throw new MillraceException(unreadable(json, "a field must be an object"));
        }
        Metadata metadata =
                object.get("metadata") instanceof Map<?, ?> given ? Metadata.fromJsonObject(given) : Metadata.empty();
        if (metadata.contains("__COLLATIONS")) {
            throw DdlParser.unsupported("STRING COLLATE", null);
        }
        return new StructField(
                member(object, "name", String.class, json),
                fromJson(object.get("type"), json),
                member(object, "nullable", Boolean.class, json),
                metadata);
    }

    private static <T> T member(Map<?, ?> object, String name, Class<T> kind, String json) {
        Object value = object.get(name);
        if (!kind.isInstance(value)) {
            throw new MillraceException(unreadable(json, "\"" + name + "\" is missing or of the wrong kind"));
        }
        return kind.cast(value);
    }

    private static ErrorDetail unreadable(String json, String reason) {
        return ErrorDetail.of(ErrorCondition.INVALID_SCHEMA__PARSE_ERROR, "inputSchema", json, "reason", reason);
    }
}

package io.millrace.tests.cases;

import io.millrace.Row;
import io.millrace.RowFactory;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.MapType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Schemas, rows and errors as text in which no two different answers look alike. Part of the ported program. */
public final class Answers {
    private Answers() {}

    /** The fields with their types and what may be null. */
    public static String schema(StructType schema) {
        StringJoiner text = new StringJoiner(", ");
        for (StructField field : schema.fields()) {
            // A derived name is a piece of the query and may hold line ends.
            String name = field.name().replace("\n", "\\n");
            text.add(name + " " + type(field.dataType()) + (field.nullable() ? "" : " not null"));
        }
        return text.toString();
    }

    /** A type with what may be null in it. */
    public static String type(DataType type) {
        if (type instanceof ArrayType array) {
            return "array<" + type(array.elementType()) + (array.containsNull() ? "" : " not null") + ">";
        }
        if (type instanceof MapType map) {
            String value = type(map.valueType()) + (map.valueContainsNull() ? "" : " not null");
            return "map<" + type(map.keyType()) + ", " + value + ">";
        }
        if (type instanceof StructType struct) {
            return "struct<" + schema(struct) + ">";
        }
        return type.simpleString();
    }

    /** The rows as text, sorted unless their order counts. */
    public static List<String> rows(List<Row> rows, StructType schema, boolean ordered) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(String.join(" | ", fields(row, schema)));
        }
        if (!ordered) {
            lines.sort(null);
        }
        return lines;
    }

    private static List<String> fields(Row row, StructType schema) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < schema.fields().length; i++) {
            texts.add(value(row, i, schema.fields()[i].dataType()));
        }
        return texts;
    }

    /** One value of a row. */
    public static String value(Row row, int index, DataType type) {
        if (row.isNullAt(index)) {
            return "null";
        }
        if (type instanceof ArrayType array) {
            StringJoiner text = new StringJoiner(", ", "[", "]");
            for (Object element : row.<Object>getList(index)) {
                text.add(value(element, array.elementType()));
            }
            return text.toString();
        }
        if (type instanceof MapType map) {
            // A map of the API does not tell its order.
            Map<String, String> entries = new TreeMap<>();
            row.<Object, Object>getJavaMap(index)
                    .forEach((key, value) -> entries.put(value(key, map.keyType()), value(value, map.valueType())));
            return entries.toString();
        }
        if (type instanceof StructType struct) {
            return "(" + String.join(", ", fields(row.getStruct(index), struct)) + ")";
        }
        return scalar(row.get(index));
    }

    /** A nested value, put in a row because only a row gives collections of Java. */
    private static String value(Object value, DataType type) {
        return value(RowFactory.create(new Object[] {value}), 0, type);
    }

    private static String scalar(Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant().toString();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        return String.valueOf(value);
    }

    /** Quoted, with everything escaped that could not be seen. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point == '\n') {
                quoted.append("\\n");
            } else if (point < ' ' || (point >= 0x7f && point < 0xa0) || (point >= 0xd800 && point < 0xe000)) {
                quoted.append("\\u").append(HexFormat.of().toHexDigits((char) point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }

    /** The first error of a chain that says what is wrong, not what failed because of it. */
    public static List<String> error(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Object condition = ask(cause, "getCondition");
            if (condition != null && !isWrapper(condition.toString(), cause)) {
                return error(cause, condition.toString());
            }
        }
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return List.of("error " + last.getClass().getSimpleName());
    }

    /** Whether an error only says where its cause happened. */
    private static boolean isWrapper(String condition, Throwable error) {
        return condition.equals("STREAM_FAILED")
                || (condition.startsWith("FAILED_READ_FILE") && error.getCause() != null);
    }

    private static List<String> error(Throwable error, String condition) {
        List<String> lines = new ArrayList<>();
        if (condition.startsWith("_LEGACY_ERROR_TEMP")) {
            // Its only parameter is a message, which is not part of what we compare.
            return List.of("error " + condition);
        }
        lines.add("error " + condition + " " + ask(error, "getSqlState"));
        if (ask(error, "getMessageParameters") instanceof Map<?, ?> parameters) {
            Map<String, String> sorted = new TreeMap<>();
            parameters.forEach((name, value) -> sorted.put(
                    name.toString(), name.equals("plan") ? plan(String.valueOf(value)) : String.valueOf(value)));
            sorted.forEach((name, value) -> lines.add("  " + name + " = " + quoted(value)));
        }
        return lines;
    }

    /** Plans of Spark number their columns, and mark what is not resolved. */
    private static String plan(String value) {
        return value.replaceAll("#\\d+L?\\b", "").replaceFirst("^'", "");
    }

    /** Errors of the two engines have these methods, but no type in common that the substitutions would map. */
    private static Object ask(Throwable error, String method) {
        try {
            return error.getClass().getMethod(method).invoke(error);
        } catch (NoSuchMethodException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

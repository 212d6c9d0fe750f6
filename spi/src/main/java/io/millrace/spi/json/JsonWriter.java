package io.millrace.spi.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Writes one value. */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();
    private final boolean pretty;
    private int level;

    JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    String write(Object value) {
        append(value);
        return text.toString();
    }

    private void append(Object value) {
        switch (value) {
            case null -> text.append("null");
            case String string -> appendString(string);
            case Boolean bool -> text.append(bool.booleanValue());
            case Number number -> appendNumber(number);
            case Map<?, ?> object -> appendObject(object);
            case Iterable<?> array -> appendArray(array);
            default ->
                throw new JsonException(
                        "JSON has no form for a " + value.getClass().getName(), -1);
        }
    }

    private void appendNumber(Number number) {
        boolean known = switch (number) {
            case Byte ignored -> true;
            case Short ignored -> true;
            case Integer ignored -> true;
            case Long ignored -> true;
            case BigInteger ignored -> true;
            case BigDecimal ignored -> true;
            case Double fractional -> Double.isFinite(fractional);
            case Float fractional -> Float.isFinite(fractional);
            default -> false;
        };
        if (!known) {
            throw new JsonException("JSON has no form for the number " + number, -1);
        }
        text.append(number);
    }

    private void appendObject(Map<?, ?> object) {
        text.append('{');
        level++;
        String separator = "";
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new JsonException("JSON keys are strings, not " + entry.getKey(), -1);
            }
            text.append(separator);
            separator = ",";
            newLine();
            appendString(key);
            text.append(pretty ? " : " : ":");
            append(entry.getValue());
        }
        level--;
        if (object.isEmpty()) {
            text.append(pretty ? " }" : "}");
        } else {
            newLine();
            text.append('}');
        }
    }

    /** Elements of an array stand in one line, unless they break it themselves. */
    private void appendArray(Iterable<?> array) {
        text.append(pretty ? "[ " : "[");
        Iterator<?> elements = array.iterator();
        boolean empty = !elements.hasNext();
        while (elements.hasNext()) {
            append(elements.next());
            if (elements.hasNext()) {
                text.append(pretty ? ", " : ",");
            }
        }
        text.append(pretty && !empty ? " ]" : "]");
    }

    private void newLine() {
        if (pretty) {
            text.append('\n').append("  ".repeat(level));
        }
    }

    private void appendString(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            appendCharacter(string.charAt(i));
        }
        text.append('"');
    }

    private void appendCharacter(char character) {
        switch (character) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (character < ' ') {
                    text.append(String.format(Locale.ROOT, "\\u%04X", (int) character));
                } else {
                    text.append(character);
                }
            }
        }
    }
}

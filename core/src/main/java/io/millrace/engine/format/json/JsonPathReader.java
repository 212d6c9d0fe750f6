package io.millrace.engine.format.json;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Finds the value of a path in a JSON text and writes it as JSON anew, or as plain text if it is a string.
 *
 * <p>Several matches come as an array, as Hive has them: one match of the last wildcard stands without brackets, and the
 * elements of two wildcards in a row come in one array.
 */
final class JsonPathReader {
    /** How a match is written. */
    private enum Style {
        /** A string without quotes. */
        PLAIN,
        QUOTED,
        /** The elements of arrays in place of the arrays. */
        FLAT
    }

    private static final JsonOptions OPTIONS =
            JsonOptions.of(Options.of(Map.of("allowNonNumericNumbers", "false")), ZoneOffset.UTC);

    private final JsonCursor cursor = new JsonCursor(OPTIONS);
    private final NumberText numbers = new NumberText();

    /** JSON that grows value by value, with commas between. */
    private static final class Target {
        private final BytesWriter out;
        private boolean inArray;
        private boolean first = true;

        Target(BytesWriter out) {
            this.out = out;
        }

        /** Called before each value. */
        BytesWriter next() {
            if (inArray && !first) {
                out.append(',');
            }
            first = false;
            return out;
        }

        /** An array inside; {@link #close} ends it. */
        Target open() {
            next().append('[');
            Target inner = new Target(out);
            inner.inArray = true;
            return inner;
        }

        void close() {
            out.append(']');
        }
    }

    /** Writes what the path leads to; false if it leads nowhere or the text is no JSON. */
    boolean read(byte[] text, int start, int end, List<JsonPath.Step> path, BytesWriter out) {
        cursor.open(text, start, end);
        try {
            return cursor.kind() != JsonCursor.Kind.END && find(new Target(out), Style.PLAIN, path);
        } catch (JsonSyntaxException noJson) {
            return false;
        }
    }

    private boolean find(Target target, Style style, List<JsonPath.Step> path) {
        JsonCursor.Kind kind = cursor.kind();
        if (path.isEmpty()) {
            return match(target, style, kind);
        }
        List<JsonPath.Step> rest = path.subList(1, path.size());
        return switch (path.getFirst()) {
            case JsonPath.Field field when kind == JsonCursor.Kind.OBJECT -> inObject(target, style, field, rest);
            case JsonPath.Element element
            when kind == JsonCursor.Kind.ARRAY -> inArray(target, style, element.index(), rest);
            case JsonPath.AllElements ignored when kind == JsonCursor.Kind.ARRAY -> inAll(target, style, rest);
            default -> {
                cursor.skipValue();
                yield false;
            }
        };
    }

    private boolean match(Target target, Style style, JsonCursor.Kind kind) {
        if (kind == JsonCursor.Kind.STRING && style == Style.PLAIN) {
            cursor.takeString();
            target.next().append(cursor.text(), 0, cursor.textLength());
            return true;
        }
        if (kind == JsonCursor.Kind.ARRAY && style == Style.FLAT) {
            boolean any = false;
            cursor.enter();
            for (boolean first = true; cursor.next(']', first); first = false) {
                any |= find(target, style, List.of());
            }
            return any;
        }
        copy(target.next());
        return true;
    }

    /** The first field of the name that is not null and leads on; the rest must be JSON, too. */
    private boolean inObject(Target target, Style style, JsonPath.Field field, List<JsonPath.Step> rest) {
        boolean found = false;
        cursor.enter();
        for (boolean first = true; cursor.next('}', first); first = false) {
            cursor.takeName();
            boolean wanted = !found
                    && Arrays.equals(cursor.text(), 0, cursor.textLength(), field.name(), 0, field.name().length);
            if (wanted && cursor.kind() != JsonCursor.Kind.NULL) {
                found = find(target, style, rest);
            } else {
                cursor.skipValue();
            }
        }
        return found;
    }

    private boolean inArray(Target target, Style style, long index, List<JsonPath.Step> rest) {
        boolean many = !rest.isEmpty() && rest.getFirst() instanceof JsonPath.AllElements;
        boolean found = false;
        cursor.enter();
        long at = 0;
        for (boolean first = true; cursor.next(']', first); first = false) {
            if (at++ == index) {
                found = find(target, many ? Style.QUOTED : style, rest);
            } else {
                cursor.skipValue();
            }
        }
        return found;
    }

    private boolean inAll(Target target, Style style, List<JsonPath.Step> rest) {
        boolean twice = !rest.isEmpty() && rest.getFirst() instanceof JsonPath.AllElements;
        if (twice || style == Style.QUOTED) {
            Target array = target.open();
            int matches =
                    eachElement(array, twice ? Style.FLAT : Style.QUOTED, twice ? rest.subList(1, rest.size()) : rest);
            array.close();
            return matches > 0;
        }
        // one match stands alone, so the brackets are known at the end only
        BytesWriter found = new BytesWriter();
        Target array = new Target(found);
        array.inArray = true;
        int matches = eachElement(array, style == Style.PLAIN ? Style.QUOTED : style, rest);
        if (matches == 0) {
            return false;
        }
        BytesWriter out = target.next();
        if (matches > 1) {
            out.append('[');
        }
        out.append(found.data(), 0, found.length());
        if (matches > 1) {
            out.append(']');
        }
        return true;
    }

    private int eachElement(Target target, Style style, List<JsonPath.Step> rest) {
        int matches = 0;
        cursor.enter();
        for (boolean first = true; cursor.next(']', first); first = false) {
            matches += find(target, style, rest) ? 1 : 0;
        }
        return matches;
    }

    // Copies

    /**
     * Writes the fields of an object that have some names as texts, in the order of the names.
     *
     * @param values takes the texts; those of null and missing fields stay untouched
     * @return whether the text was an object throughout
     */
    boolean readFields(byte[] text, int start, int end, List<byte[]> names, List<BytesWriter> values, boolean[] found) {
        cursor.open(text, start, end);
        Arrays.fill(found, false);
        try {
            if (cursor.kind() != JsonCursor.Kind.OBJECT) {
                return false;
            }
            cursor.enter();
            for (boolean first = true; cursor.next('}', first); first = false) {
                cursor.takeName();
                takeField(names, values, found);
            }
            return true;
        } catch (JsonSyntaxException noJson) {
            return false;
        }
    }

    private void takeField(List<byte[]> names, List<BytesWriter> values, boolean[] found) {
        int index = indexOf(names, cursor.text(), cursor.textLength());
        JsonCursor.Kind kind = cursor.kind();
        if (index < 0 || kind == JsonCursor.Kind.NULL) {
            cursor.skipValue();
            return;
        }
        BytesWriter out = values.get(index);
        out.clear();
        match(new Target(out), Style.PLAIN, kind);
        found[index] = true;
        for (int i = index + 1; i < names.size(); i++) {
            if (names.get(i) != null && Arrays.equals(names.get(i), names.get(index))) {
                values.get(i).clear();
                values.get(i).append(out.data(), 0, out.length());
                found[i] = true;
            }
        }
    }

    private static int indexOf(List<byte[]> names, byte[] name, int length) {
        for (int i = 0; i < names.size(); i++) {
            byte[] wanted = names.get(i);
            if (wanted != null && Arrays.equals(name, 0, length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The number of elements of an array; -1 if the text is none. */
    int arrayLength(byte[] text, int start, int end) {
        cursor.open(text, start, end);
        try {
            if (cursor.kind() != JsonCursor.Kind.ARRAY) {
                return -1;
            }
            int length = 0;
            cursor.enter();
            for (boolean first = true; cursor.next(']', first); first = false) {
                cursor.skipValue();
                length++;
            }
            return length;
        } catch (JsonSyntaxException noJson) {
            return -1;
        }
    }

    /** Collects the names of an object's fields; false if the text is none. */
    boolean fieldNames(byte[] text, int start, int end, List<String> names) {
        cursor.open(text, start, end);
        try {
            if (cursor.kind() != JsonCursor.Kind.OBJECT) {
                return false;
            }
            cursor.enter();
            for (boolean first = true; cursor.next('}', first); first = false) {
                cursor.takeName();
                names.add(cursor.textAsString());
                cursor.skipValue();
            }
            return true;
        } catch (JsonSyntaxException noJson) {
            return false;
        }
    }

    /** Writes the next value without blanks, with numbers in their usual form. */
    private void copy(BytesWriter out) {
        switch (cursor.kind()) {
            case OBJECT -> {
                out.append('{');
                cursor.enter();
                for (boolean first = true; cursor.next('}', first); first = false) {
                    if (!first) {
                        out.append(',');
                    }
                    cursor.takeName();
                    JsonText.string(cursor.text(), 0, cursor.textLength(), false, out);
                    out.append(':');
                    copy(out);
                }
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                cursor.enter();
                for (boolean first = true; cursor.next(']', first); first = false) {
                    if (!first) {
                        out.append(',');
                    }
                    copy(out);
                }
                out.append(']');
            }
            case STRING -> {
                cursor.takeString();
                JsonText.string(cursor.text(), 0, cursor.textLength(), false, out);
            }
            case NUMBER -> copyNumber(out);
            case TRUE -> copyWord("true", out);
            case FALSE -> copyWord("false", out);
            case NULL -> copyWord("null", out);
            case END -> cursor.skipValue();
        }
    }

    private void copyWord(String word, BytesWriter out) {
        cursor.takeWord(word);
        out.append(word.getBytes(StandardCharsets.US_ASCII));
    }

    private void copyNumber(BytesWriter out) {
        cursor.takeNumber();
        if (!cursor.integral()) {
            NumberText.write(numbers.parseDouble(cursor.text(), 0, cursor.textLength()), out);
        } else if (cursor.textLength() == 2 && cursor.text()[0] == '-' && cursor.text()[1] == '0') {
            out.append('0');
        } else {
            out.append(cursor.text(), 0, cursor.textLength());
        }
    }
}

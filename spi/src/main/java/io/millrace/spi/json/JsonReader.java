package io.millrace.spi.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text by recursive descent. */
final class JsonReader {
    private static final int MAX_DEPTH = 500;
    /** Numbers of at most so many characters fit a long for certain. */
    private static final int SAFE_LONG_LENGTH = 18;

    private final String text;
    private int position;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Object readDocument() {
        Object value = readValue();
        skipBlanks();
        if (position < text.length()) {
            throw error("Something follows the value");
        }
        return value;
    }

    private Object readValue() {
        skipBlanks();
        return switch (peek()) {
            case '{' -> nested(this::readObject);
            case '[' -> nested(this::readArray);
            case '"' -> readString();
            case 't' -> readWord("true", true);
            case 'f' -> readWord("false", false);
            case 'n' -> readWord("null", null);
            default -> readNumber();
        };
    }

    private <T> T nested(java.util.function.Supplier<T> reader) {
        if (++depth > MAX_DEPTH) {
            throw error("More than " + MAX_DEPTH + " levels");
        }
        T value = reader.get();
        depth--;
        return value;
    }

    private Map<String, Object> readObject() {
        Map<String, Object> object = new LinkedHashMap<>();
        position++;
        skipBlanks();
        if (accept('}')) {
            return object;
        }
        do {
            skipBlanks();
            int keyStart = position;
            if (peek() != '"') {
                throw error("A key in double quotes is missing");
            }
            String key = readString();
            if (object.containsKey(key)) {
                throw new JsonException("The key \"" + key + "\" occurs twice", keyStart);
            }
            skipBlanks();
            expect(':');
            object.put(key, readValue());
            skipBlanks();
        } while (accept(','));
        expect('}');
        return object;
    }

    private List<Object> readArray() {
        List<Object> array = new ArrayList<>();
        position++;
        skipBlanks();
        if (accept(']')) {
            return array;
        }
        do {
            array.add(readValue());
            skipBlanks();
        } while (accept(','));
        expect(']');
        return array;
    }

    private Object readWord(String word, Object value) {
        if (!text.startsWith(word, position)) {
            throw error("Not a value");
        }
        position += word.length();
        return value;
    }

    private String readString() {
        position++;
        int close = position;
        while (close < text.length()
                && text.charAt(close) >= ' '
                && text.charAt(close) != '"'
                && text.charAt(close) != '\\') {
            close++;
        }
        if (close < text.length() && text.charAt(close) == '"') {
            String plain = text.substring(position, close);
            position = close + 1;
            return plain;
        }
        return readEscapedString();
    }

    private String readEscapedString() {
        StringBuilder characters = new StringBuilder();
        while (true) {
            char next = peek();
            if (next < ' ') {
                throw error(position < text.length() ? "A bare control character" : "A string without end");
            }
            position++;
            if (next == '"') {
                return characters.toString();
            }
            characters.append(next == '\\' ? readEscape() : next);
        }
    }

    private char readEscape() {
        char kind = peek();
        position++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readUnicodeEscape();
            default -> throw new JsonException("Not an escape", position - 1);
        };
    }

    private char readUnicodeEscape() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char next = peek();
            int digit = next < 128 ? Character.digit(next, 16) : -1;
            if (digit < 0) {
                throw error("Not a hexadecimal digit");
            }
            code = code * 16 + digit;
            position++;
        }
        return (char) code;
    }

    private Object readNumber() {
        int start = position;
        accept('-');
        if (!accept('0')) {
            skipDigits();
        }
        boolean integral = true;
        if (accept('.')) {
            integral = false;
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            integral = false;
            position++;
            if (!accept('+')) {
                accept('-');
            }
            skipDigits();
        }
        String digits = text.substring(start, position);
        return integral ? integralNumber(digits) : fractionalNumber(digits, start);
    }

    private static Object integralNumber(String digits) {
        if (digits.length() <= SAFE_LONG_LENGTH) {
            return Long.valueOf(digits);
        }
        BigInteger number = new BigInteger(digits);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static Object fractionalNumber(String digits, int start) {
        double rounded = Double.parseDouble(digits);
        BigDecimal exact;
        try {
            exact = new BigDecimal(digits);
        } catch (NumberFormatException tooLarge) {
            throw new JsonException("An exponent beyond all bounds", start);
        }
        boolean keepsAll =
                !Double.isInfinite(rounded) && new BigDecimal(Double.toString(rounded)).compareTo(exact) == 0;
        return keepsAll ? (Object) rounded : exact;
    }

    private void skipDigits() {
        int start = position;
        while (peek() >= '0' && peek() <= '9') {
            position++;
        }
        if (position == start) {
            throw error(position < text.length() ? "Not a value" : "The text ends too early");
        }
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    /** The next character; 0, which is never legal, at the end. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    private boolean accept(char wanted) {
        if (peek() == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw error("'" + wanted + "' is missing");
        }
    }

    private JsonException error(String problem) {
        return new JsonException(problem, position);
    }
}

package io.millrace.engine.format.json;

import io.millrace.engine.format.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one JSON text byte by byte with all its rules and the leniencies that {@link JsonOptions} allow. Whoever uses it
 * asks for the {@link Kind} of the next value and then takes or skips that value whole.
 */
final class JsonCursor {
    /** What the next value is, told by its first byte. */
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        /** The text is over. */
        END
    }

    private static final int MAX_DEPTH = 1000;
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final JsonOptions options;
    private byte[] bytes;
    private int origin;
    private int at;
    private int end;
    private int depth;

    private byte[] text = new byte[64];
    private int textLength;
    private boolean integral;
    private boolean nonNumeric;

    JsonCursor(JsonOptions options) {
        this.options = options;
    }

    void open(byte[] source, int start, int stop) {
        bytes = source;
        origin = start;
        at = start;
        end = stop;
        depth = 0;
    }

    /** The text of the string, name or number taken last; valid up to {@link #textLength}. */
    byte[] text() {
        return text;
    }

    int textLength() {
        return textLength;
    }

    String textAsString() {
        return new String(text, 0, textLength, StandardCharsets.UTF_8);
    }

    /** Whether the number taken last has neither fraction nor exponent. */
    boolean integral() {
        return integral;
    }

    /** Whether the number taken last is NaN or an infinity. */
    boolean nonNumeric() {
        return nonNumeric;
    }

    int position() {
        return at;
    }

    /** The bytes that are read. */
    byte[] bytes() {
        return bytes;
    }

    Kind kind() {
        skipBlanks();
        if (at >= end) {
            return Kind.END;
        }
        byte first = bytes[at];
        return switch (first) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case '\'' -> {
                if (!options.singleQuotes()) {
                    throw error("A value in single quotes");
                }
                yield Kind.STRING;
            }
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    /** Enters an object or array; {@link #next} tells whether it has parts. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw error("More than " + MAX_DEPTH + " levels");
        }
        at++;
    }

    /**
     * Goes to the next part of the object or array entered last, or leaves it.
     *
     * @param first whether no part has been taken yet
     */
    boolean next(char close, boolean first) {
        skipBlanks();
        if (at < end && bytes[at] == close) {
            at++;
            depth--;
            return false;
        }
        if (!first) {
            expect(',');
            skipBlanks();
        }
        return true;
    }

    /** Takes a field's name, into {@link #text}, and the colon. */
    void takeName() {
        byte quote = at < end ? bytes[at] : 0;
        if (quote == '"' || (quote == '\'' && options.singleQuotes())) {
            takeString();
        } else if (options.unquotedNames() && isNamePart(quote)) {
            textLength = 0;
            while (at < end && isNamePart(bytes[at])) {
                append(bytes[at++]);
            }
        } else {
            throw error("A field name in double quotes is missing");
        }
        skipBlanks();
        expect(':');
    }

    private static boolean isNamePart(byte character) {
        return character < 0 || Character.isLetterOrDigit(character) || character == '_' || character == '$'
                || character == '-' || character == '@' || character == '#' || character == '*' || character == '+';
    }

    /** Takes a string, unescaped and as well-formed UTF-8, into {@link #text}. */
    void takeString() {
        byte quote = bytes[at++];
        textLength = 0;
        while (true) {
            if (at >= end) {
                throw error("A string without end");
            }
            byte next = bytes[at];
            if (next == quote) {
                at++;
                return;
            }
            if (next == '\\') {
                at++;
                takeEscape();
            } else if (next < 0) {
                takeSequence();
            } else if (next < ' ' && !options.controlCharacters()) {
                throw error("A bare control character");
            } else {
                append(next);
                at++;
            }
        }
    }

    /** Takes one character beyond ASCII; what is no UTF-8 becomes the replacement character. */
    private void takeSequence() {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (at + length <= end && Utf8.isValid(bytes, at, at + length)) {
            append(bytes, at, length);
            at += length;
            return;
        }
        // As Java's decoder does: one replacement for the longest beginning of a character.
        int bad = 1;
        while (bad < length && at + bad < end && (bytes[at + bad] & 0xC0) == 0x80
                && !new String(bytes, at, bad + 1, StandardCharsets.UTF_8).startsWith("\uFFFD\uFFFD")) {
            bad++;
        }
        append(REPLACEMENT, 0, REPLACEMENT.length);
        at += bad;
    }

    private void takeEscape() {
        if (at >= end) {
            throw error("A string without end");
        }
        byte kind = bytes[at++];
        switch (kind) {
            case '"', '\\', '/' -> append(kind);
            case 'b' -> append((byte) '\b');
            case 'f' -> append((byte) '\f');
            case 'n' -> append((byte) '\n');
            case 'r' -> append((byte) '\r');
            case 't' -> append((byte) '\t');
            case 'u' -> takeUnicodeEscape();
            default -> {
                boolean quote = kind == '\'' && options.singleQuotes();
                if (!options.anyEscape() && !quote) {
                    throw error("Not an escape");
                }
                append(kind);
            }
        }
    }

    private void takeUnicodeEscape() {
        int code = hexadecimal();
        if (Character.isHighSurrogate((char) code)) {
            boolean pair = at + 1 < end && bytes[at] == '\\' && bytes[at + 1] == 'u';
            int before = at;
            if (pair) {
                at += 2;
                int low = hexadecimal();
                if (Character.isLowSurrogate((char) low)) {
                    appendCodePoint(Character.toCodePoint((char) code, (char) low));
                    return;
                }
                at = before;
            }
        }
        if (Character.isSurrogate((char) code)) {
            append((byte) '?');
        } else {
            appendCodePoint(code);
        }
    }

    private int hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit(bytes[at], 16) : -1;
            if (digit < 0) {
                throw error("Not a hexadecimal digit");
            }
            code = code * 16 + digit;
            at++;
        }
        return code;
    }

    /** Takes a number's text into {@link #text}. */
    void takeNumber() {
        int start = at;
        nonNumeric = false;
        integral = true;
        if (at < end && bytes[at] == '-') {
            at++;
        }
        int digits = at;
        skipDigits();
        if (at == digits) {
            at = start;
            takeNonNumeric();
            return;
        }
        if (bytes[digits] == '0' && at > digits + 1 && !options.leadingZeros()) {
            throw error("A number with a leading zero");
        }
        if (at < end && bytes[at] == '.') {
            integral = false;
            at++;
            requireDigits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            integral = false;
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            requireDigits();
        }
        requireValueEnd();
        textLength = 0;
        append(bytes, start, at - start);
    }

    private void takeNonNumeric() {
        int start = at;
        while (at < end && (Character.isLetter(bytes[at]) || bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        String word = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        String number = switch (word) {
            case "NaN" -> "NaN";
            case "INF", "+INF", "Infinity", "+Infinity" -> "Infinity";
            case "-INF", "-Infinity" -> "-Infinity";
            default -> null;
        };
        if (number == null || !options.nonNumericNumbers()) {
            at = start;
            throw error("Not a value");
        }
        nonNumeric = true;
        integral = false;
        textLength = 0;
        byte[] ascii = number.getBytes(StandardCharsets.US_ASCII);
        append(ascii, 0, ascii.length);
    }

    private void skipDigits() {
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
    }

    private void requireDigits() {
        int start = at;
        skipDigits();
        if (at == start) {
            throw error("A digit is missing");
        }
    }

    /** A number or word ends where something else may begin. */
    private void requireValueEnd() {
        if (at < end && depth == 0 && " \t\r\n".indexOf(bytes[at]) < 0) {
            throw error("A blank is missing");
        }
        if (at < end && (Character.isLetterOrDigit(bytes[at]) || bytes[at] == '_' || bytes[at] == '.')) {
            throw error("Not a value");
        }
    }

    /** Takes {@code true}, {@code false} or {@code null}. */
    void takeWord(String word) {
        int stop = JsonScan.word(bytes, at, end, word);
        if (stop < 0) {
            throw error("Not a value");
        }
        at = stop;
        if (at < end && (Character.isLetterOrDigit(bytes[at]) || bytes[at] == '_')) {
            throw error("Not a value");
        }
    }

    /** Takes the next value, of any kind, and drops it. */
    void skipValue() {
        switch (kind()) {
            case OBJECT -> {
                enter();
                for (boolean first = true; next('}', first); first = false) {
                    takeName();
                    skipValue();
                }
            }
            case ARRAY -> {
                enter();
                for (boolean first = true; next(']', first); first = false) {
                    skipValue();
                }
            }
            case STRING -> takeString();
            case NUMBER -> takeNumber();
            case TRUE -> takeWord("true");
            case FALSE -> takeWord("false");
            case NULL -> takeWord("null");
            case END -> throw error("The text ends too early");
        }
    }

    private void skipBlanks() {
        while (at < end) {
            byte next = bytes[at];
            if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
                at++;
            } else if (next == '/' && options.comments()) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        byte kind = at + 1 < end ? bytes[at + 1] : 0;
        if (kind == '/') {
            while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
        } else if (kind == '*') {
            at += 2;
            while (at + 1 < end && !(bytes[at] == '*' && bytes[at + 1] == '/')) {
                at++;
            }
            if (at + 1 >= end) {
                throw error("A comment without end");
            }
            at += 2;
        } else {
            throw error("Not a comment");
        }
    }

    private void expect(char wanted) {
        if (at >= end || bytes[at] != wanted) {
            throw error("'" + wanted + "' is missing");
        }
        at++;
    }

    private JsonSyntaxException error(String problem) {
        return new JsonSyntaxException(problem, at - origin);
    }

    private void append(byte value) {
        if (textLength == text.length) {
            text = Arrays.copyOf(text, textLength * 2);
        }
        text[textLength++] = value;
    }

    private void append(byte[] source, int start, int length) {
        if (textLength + length > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, textLength + length));
        }
        System.arraycopy(source, start, text, textLength, length);
        textLength += length;
    }

    private void appendCodePoint(int code) {
        if (code < 0x80) {
            append((byte) code);
            return;
        }
        byte[] encoded = Character.toString(code).getBytes(StandardCharsets.UTF_8);
        append(encoded, 0, encoded.length);
    }
}

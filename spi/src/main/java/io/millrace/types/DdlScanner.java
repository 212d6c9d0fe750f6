package io.millrace.types;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;

/** Walks over the words, numbers and signs of a type; always stands before one of them. */
final class DdlScanner {
    private final String text;
    private int position;
    private int lastEnd;

    DdlScanner(String text, int offset) {
        this.text = text;
        moveTo(offset);
        lastEnd = offset;
    }

    private void moveTo(int end) {
        lastEnd = end;
        position = SqlStrings.skipBlanks(text, end);
        if (position < 0) {
            int open = -1 - position;
            position = open;
            throw syntaxError("'/*'", open, open + 1);
        }
    }

    int position() {
        return position;
    }

    /** The position after what was read last, blanks not counted. */
    int lastEnd() {
        return lastEnd;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** Reads a sign if it is next. */
    boolean accept(char sign) {
        if (!atEnd() && text.charAt(position) == sign) {
            moveTo(position + 1);
            return true;
        }
        return false;
    }

    void expect(char sign) {
        if (!accept(sign)) {
            throw unexpected();
        }
    }

    /** Reads a word if it is next, in any case. */
    boolean accept(String word) {
        int end = endOfWord();
        if (end - position == word.length() && text.regionMatches(true, position, word, 0, word.length())) {
            moveTo(end);
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw unexpected();
        }
    }

    /** Whether a name without quotes is next. */
    boolean atWord() {
        return endOfWord() > position;
    }

    /** Reads a word as it is written. */
    String word() {
        int end = endOfWord();
        if (end == position) {
            throw unexpected();
        }
        String word = text.substring(position, end);
        moveTo(end);
        return word;
    }

    /** Reads a name, which may stand in back-quotes. */
    String name() {
        if (atEnd() || text.charAt(position) != '`') {
            return word();
        }
        int end = SqlStrings.endOfQuoted(text, position, false);
        if (end < 0) {
            throw unexpected();
        }
        String name = SqlStrings.undouble(text.substring(position + 1, end - 1), '`');
        if (name.isEmpty()) {
            throw syntaxError("'``'", position, end - 1);
        }
        moveTo(end);
        return name;
    }

    /** Reads a whole number without a sign; what exceeds an int counts as the largest. */
    int number() {
        int end = position;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == position || endOfWord() > end) {
            throw unexpected();
        }
        String digits = text.substring(position, end);
        moveTo(end);
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLarge) {
            return Integer.MAX_VALUE;
        }
    }

    /** Reads a string literal. */
    String string() {
        int end = SqlStrings.startsString(text, position) ? SqlStrings.endOfString(text, position) : -1;
        if (end < 0) {
            throw unexpected();
        }
        String value = SqlStrings.stringValue(text.substring(position, end));
        moveTo(end);
        return value;
    }

    private int endOfWord() {
        int end = position;
        while (end < text.length() && SqlStrings.isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** What is next cannot stand here. */
    MillraceException unexpected() {
        if (atEnd()) {
            return syntaxError("end of input", text.length(), text.length() - 1);
        }
        int end = endOfWord();
        if ("'\"`".indexOf(text.charAt(position)) >= 0) {
            end = SqlStrings.endOfQuoted(text, position, text.charAt(position) != '`');
        }
        end = Math.max(end, position + 1);
        return syntaxError("'" + text.substring(position, end) + "'", position, end - 1);
    }

    /** What is next follows what is complete; a single word too many is told as such. */
    MillraceException unexpectedAfterAll() {
        MillraceException plain = unexpected();
        String token = plain.detail().parameters().get("error");
        boolean last = plain.position().orElseThrow().stop() + 1
                == text.stripTrailing().length();
        return last
                ? syntaxError(token, ": extra input " + token, plain.position().orElseThrow())
                : plain;
    }

    /** The stretch from a position up to what was read last. */
    ErrorPosition since(int start) {
        return new ErrorPosition(text, start, Math.max(start, lastEnd) - 1);
    }

    private MillraceException syntaxError(String token, int start, int stop) {
        return syntaxError(token, "", new ErrorPosition(text, start, stop));
    }

    private static MillraceException syntaxError(String token, String hint, ErrorPosition where) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.PARSE_SYNTAX_ERROR, "error", token, "hint", hint)
                .at(where));
    }
}

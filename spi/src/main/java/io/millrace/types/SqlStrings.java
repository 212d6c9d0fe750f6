package io.millrace.types;

/** How SQL writes strings and names; shared by the parsers of types and of statements. */
public final class SqlStrings {
    private SqlStrings() {}

    /**
     * Finds the end of a quoted stretch. Inside, the quote itself is doubled; a backslash, if it escapes, protects the
     * character after it.
     *
     * @param open the position of the opening quote
     * @return the position after the closing quote, or -1 if there is none
     */
    public static int endOfQuoted(String text, int open, boolean backslashEscapes) {
        char quote = text.charAt(open);
        int at = open + 1;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '\\' && backslashEscapes) {
                at += 2;
            } else if (character != quote) {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    /**
     * Whether a string literal starts at a position: in single or double quotes, or raw, with an r before them. In a raw
     * one nothing is special, not even a doubled quote.
     */
    public static boolean startsString(String text, int start) {
        return isQuote(text, start) || isRaw(text, start);
    }

    private static boolean isRaw(String text, int start) {
        return (text.startsWith("r", start) || text.startsWith("R", start)) && isQuote(text, start + 1);
    }

    private static boolean isQuote(String text, int at) {
        return text.startsWith("'", at) || text.startsWith("\"", at);
    }

    /** The position after the string literal that starts here, or -1 if it is not closed. */
    public static int endOfString(String text, int start) {
        if (isRaw(text, start)) {
            int close = text.indexOf(text.charAt(start + 1), start + 2);
            return close < 0 ? -1 : close + 1;
        }
        return endOfQuoted(text, start, true);
    }

    /** The value of a string literal, given with its quotes. */
    public static String stringValue(String literal) {
        return isRaw(literal, 0)
                ? literal.substring(2, literal.length() - 1)
                : unescape(literal.substring(1, literal.length() - 1), literal.charAt(0));
    }

    /** The same where a doubled quote ends one string and begins the next, so that it stands for nothing. */
    public static String adjacentValue(String literal) {
        if (isRaw(literal, 0)) {
            return stringValue(literal);
        }
        char quote = literal.charAt(0);
        StringBuilder value = new StringBuilder();
        int start = 1;
        int end = literal.length() - 1;
        for (int at = start; at <= end; at++) {
            if (literal.charAt(at) == '\\' && at < end) {
                at++;
            } else if (literal.charAt(at) == quote) {
                value.append(unescape(literal.substring(start, at), quote));
                at++;
                start = at + 1;
            }
        }
        return value.toString();
    }

    /**
     * The value of a string literal that is not raw: doubled quotes count once; {@code \n}, {@code \t}, {@code \\}, {@code \}u0041,
     * {@code \}U0001F600, {@code \101} (octal) and the like become characters; {@code \%} and {@code \_} stay as they are,
     * for LIKE; a backslash before anything else vanishes.
     *
     * @param body what stands between the quotes
     */
    public static String unescape(String body, char quote) {
        if (body.indexOf('\\') < 0) {
            return undouble(body, quote);
        }
        StringBuilder value = new StringBuilder(body.length());
        int at = 0;
        while (at < body.length()) {
            char character = body.charAt(at);
            if (character == '\\' && at + 1 < body.length()) {
                at = unescapeOne(body, at + 1, value);
            } else {
                value.append(character);
                at += character == quote ? 2 : 1;
            }
        }
        return value.toString();
    }

    /** A quoted text in which only the doubled quote is special. */
    public static String undouble(String body, char quote) {
        String one = String.valueOf(quote);
        return body.replace(one + one, one);
    }

    /** Appends the character whose escape starts after the backslash; gives the position after it. */
    private static int unescapeOne(String body, int at, StringBuilder value) {
        char kind = body.charAt(at);
        if (kind == 'u' && isNumber(body, at + 1, 4, 16)) {
            value.append((char) Integer.parseInt(body, at + 1, at + 5, 16));
            return at + 5;
        }
        if (kind == 'U' && isNumber(body, at + 1, 8, 16)) {
            long codePoint = Long.parseLong(body, at + 1, at + 9, 16);
            if (codePoint <= Character.MAX_CODE_POINT) {
                value.appendCodePoint((int) codePoint);
                return at + 9;
            }
        }
        if ((kind == '0' || kind == '1') && isNumber(body, at, 3, 8)) {
            value.append((char) Integer.parseInt(body, at, at + 3, 8));
            return at + 3;
        }
        switch (kind) {
            case '0' -> value.append('\0');
            case 'b' -> value.append('\b');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'Z' -> value.append('\u001A');
            case '%', '_' -> value.append('\\').append(kind);
            default -> value.append(kind);
        }
        return at + 1;
    }

    private static boolean isNumber(String body, int at, int length, int radix) {
        if (at + length > body.length()) {
            return false;
        }
        for (int i = at; i < at + length; i++) {
            if (body.charAt(i) > 127 || Character.digit(body.charAt(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The position after the blanks and comments that start here. Comments run from {@code --} to the end of the line
     * (over a backslash at its end), or from {@code /*} to its partner; those nest.
     *
     * @return the position, or {@code -1 - open} if the comment at {@code open} is not closed
     */
    public static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                at = endOfLineComment(text, at);
            } else if (text.startsWith("/*", at) && !text.startsWith("/*+", at)) {
                int end = endOfBlockComment(text, at);
                if (end < 0) {
                    return -1 - at;
                }
                at = end;
            } else {
                break;
            }
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return character <= ' ' ? " \t\n\r\f\u000B".indexOf(character) >= 0 : Character.isSpaceChar(character);
    }

    private static int endOfLineComment(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at += text.charAt(at) == '\\' && text.startsWith("\n", at + 1) ? 2 : 1;
        }
        return at;
    }

    private static int endOfBlockComment(String text, int open) {
        int depth = 0;
        int at = open;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return -1;
    }

    /** Whether a character may stand in a name without quotes. */
    public static boolean isNamePart(char character) {
        return character == '_' || (character < 128 ? isAsciiNamePart(character) : Character.isLetter(character));
    }

    private static boolean isAsciiNamePart(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z');
    }

    /** The name as SQL accepts it: in back-quotes unless it consists of letters, digits and underscores. */
    public static String quoteIfNeeded(String name) {
        return name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : quote(name);
    }

    /** The name in back-quotes. */
    public static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}

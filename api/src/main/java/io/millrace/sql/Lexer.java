package io.millrace.sql;

import io.millrace.types.SqlStrings;
import java.util.List;

/**
 * Cuts SQL into tokens, one at a time.
 *
 * <p>It never fails: what no token can be is a {@link Token.Kind#BROKEN} one, so that looking ahead is safe and the error
 * is raised by whoever needs that token. Keywords are not told from names here, because hardly any is reserved.
 */
final class Lexer {
    /** Signs of several characters, longer ones before their beginnings. */
    private static final List<String> LONG_SIGNS = List.of(
            "<=>", ">>>", "/*+", "<<", ">>", "<=", ">=", "<>", "!=", "==", "!<", "!>", "||", "|>", "->", "=>", "::",
            "*/");

    private static final String SHORT_SIGNS = "()[]{},.;:?+-*/%&|^~=<>!";

    private final String text;
    private final boolean doubleQuotedNames;

    Lexer(String text, boolean doubleQuotedNames) {
        this.text = text;
        this.doubleQuotedNames = doubleQuotedNames;
    }

    /** The token at or after a position, blanks and comments skipped. */
    Token next(int from) {
        int start = SqlStrings.skipBlanks(text, from);
        if (start < 0) {
            int open = -1 - start;
            return new Token(Token.Kind.BROKEN, text.substring(open), open);
        }
        if (start >= text.length()) {
            return new Token(Token.Kind.END, "", text.length());
        }
        char first = text.charAt(start);
        if (first == '`' || (first == '"' && doubleQuotedNames)) {
            return quoted(Token.Kind.QUOTED_NAME, start, SqlStrings.endOfQuoted(text, start, false));
        }
        if (SqlStrings.startsString(text, start)) {
            return quoted(Token.Kind.STRING, start, SqlStrings.endOfString(text, start));
        }
        if (isDigit(start) || (first == '.' && isDigit(start + 1))) {
            return number(start);
        }
        if (SqlStrings.isNamePart(first)) {
            return token(Token.Kind.WORD, start, endOfWord(start));
        }
        return sign(start);
    }

    private Token token(Token.Kind kind, int start, int end) {
        return new Token(kind, text.substring(start, end), start);
    }

    private Token quoted(Token.Kind kind, int start, int end) {
        return end < 0 ? token(Token.Kind.BROKEN, start, start + 1) : token(kind, start, end);
    }

    private Token sign(int start) {
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, start)) {
                return new Token(Token.Kind.SIGN, sign, start);
            }
        }
        int width = Character.charCount(text.codePointAt(start));
        boolean known = SHORT_SIGNS.indexOf(text.charAt(start)) >= 0;
        return token(known ? Token.Kind.SIGN : Token.Kind.BROKEN, start, start + width);
    }

    /** A number; or a name, which may start with a digit; or a lone point. */
    private Token number(int start) {
        int afterDigits = endOfDigits(start);
        if (isAt(afterDigits, '.')) {
            int end = endOfSuffix(endOfExponent(endOfDigits(afterDigits + 1)), "D", "F", "BD");
            if (!isNamePartAt(end)) {
                return token(Token.Kind.NUMBER, start, end);
            }
        }
        if (afterDigits == start) {
            return token(Token.Kind.SIGN, start, start + 1);
        }
        int afterExponent = endOfExponent(afterDigits);
        int end = afterExponent > afterDigits
                ? endOfSuffix(afterExponent, "D", "F", "BD")
                : endOfSuffix(afterDigits, "L", "S", "Y", "D", "F", "BD");
        if (isNamePartAt(end)) {
            return token(Token.Kind.WORD, start, endOfWord(start));
        }
        return token(end == afterDigits ? Token.Kind.INTEGER : Token.Kind.NUMBER, start, end);
    }

    private int endOfDigits(int from) {
        int end = from;
        while (isDigit(end)) {
            end++;
        }
        return end;
    }

    private int endOfExponent(int from) {
        if (!isAt(from, 'e') && !isAt(from, 'E')) {
            return from;
        }
        int digits = isAt(from + 1, '+') || isAt(from + 1, '-') ? from + 2 : from + 1;
        int end = endOfDigits(digits);
        return end > digits ? end : from;
    }

    private int endOfSuffix(int from, String... suffixes) {
        for (String suffix : suffixes) {
            int end = from + suffix.length();
            if (text.regionMatches(true, from, suffix, 0, suffix.length()) && !isNamePartAt(end)) {
                return end;
            }
        }
        return from;
    }

    private int endOfWord(int from) {
        int end = from;
        while (isNamePartAt(end)) {
            end++;
        }
        return end;
    }

    private boolean isNamePartAt(int at) {
        return at < text.length() && SqlStrings.isNamePart(text.charAt(at));
    }

    private boolean isDigit(int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean isAt(int at, char character) {
        return at < text.length() && text.charAt(at) == character;
    }
}

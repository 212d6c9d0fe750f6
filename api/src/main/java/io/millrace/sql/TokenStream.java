package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tokens of one text and a cursor in them.
 *
 * <p>Parsers look ahead freely and go back only where SQL forces them to: after an opening parenthesis that may start a
 * query or an expression.
 */
final class TokenStream {
    /** How deep parentheses, functions and sub-queries may nest before the Java stack would be at risk. */
    private static final int MAX_DEPTH = 200;

    private final String sql;
    private final Lexer lexer;
    private final List<Token> tokens = new ArrayList<>();
    private final Set<Long> failedAttempts = new HashSet<>();
    private int cursor;
    private int depth;
    private int questionMarks;
    private int questionMarksCountedTo;

    TokenStream(String sql, SqlOptions options) {
        this.sql = sql;
        lexer = new Lexer(sql, options.doubleQuotedIdentifiers());
    }

    String sql() {
        return sql;
    }

    // Looking

    Token peek() {
        return peek(0);
    }

    /** The token so many places ahead; the end repeats. */
    Token peek(int ahead) {
        return tokenAt(cursor + ahead);
    }

    /** The token at a mark. */
    Token at(int mark) {
        return tokenAt(mark);
    }

    private Token tokenAt(int index) {
        while (tokens.size() <= index) {
            Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
            if (last != null && last.kind() == Token.Kind.END) {
                return last;
            }
            tokens.add(lexer.next(last == null ? 0 : last.end()));
        }
        return tokens.get(index);
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Whether these keywords are next, in this order. */
    boolean atWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean atSign(String sign) {
        return peek().isSign(sign);
    }

    // Reading

    Token next() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            cursor++;
        }
        return token;
    }

    /** Reads these keywords if all of them are next. */
    boolean accept(String... words) {
        if (!atWords(words)) {
            return false;
        }
        cursor += words.length;
        return true;
    }

    /** Reads the first of these keywords that is next; null if none is. */
    String acceptAny(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return word;
            }
        }
        return null;
    }

    void expect(String... words) {
        for (String word : words) {
            if (!accept(word)) {
                throw SyntaxErrors.unexpected(sql, peek(), SyntaxHints.ofWord(word, peek(), peek(1)));
            }
        }
    }

    boolean acceptSign(String sign) {
        if (!atSign(sign)) {
            return false;
        }
        cursor++;
        return true;
    }

    void expectSign(String sign) {
        if (!acceptSign(sign)) {
            throw SyntaxErrors.unexpected(sql, peek(), SyntaxHints.ofSign(sign, peek(), peek(1)));
        }
    }

    /** The parenthesis before names or properties. */
    void expectOpening() {
        if (!acceptSign("(")) {
            throw SyntaxErrors.unexpected(sql, peek(), SyntaxHints.ofOpening(peek(), peek(1)));
        }
    }

    /** How many question marks stand before the token read last. */
    int questionMarksBefore() {
        if (cursor - 1 < questionMarksCountedTo) {
            questionMarksCountedTo = 0;
            questionMarks = 0;
        }
        while (questionMarksCountedTo < cursor - 1) {
            questionMarks += tokens.get(questionMarksCountedTo++).isSign("?") ? 1 : 0;
        }
        return questionMarks;
    }

    // Going back and forth

    int mark() {
        return cursor;
    }

    void reset(int mark) {
        cursor = mark;
    }

    /** Goes on behind a stretch of text that another parser read. */
    void skipTo(int offset) {
        while (peek().start() < offset && !atEnd()) {
            if (peek().end() > offset) {
                // the stretch ends inside a token such as >>: cut anew from there
                tokens.subList(cursor, tokens.size()).clear();
                tokens.add(lexer.next(offset));
                return;
            }
            cursor++;
        }
    }

    /** Something to try, which fails with an exception. */
    interface Attempt<T> {
        T parse();
    }

    /**
     * Tries one reading and, if that fails, another from the same place; if both fail, the error is of the one that got
     * farther. What failed once at a place is not tried there again, so nesting costs no exponential time.
     */
    <T> T either(String name, Attempt<T> first, Attempt<T> second) {
        int start = cursor;
        int startDepth = depth;
        long key = ((long) start << 32) | (name.hashCode() & 0xFFFFFFFFL);
        if (failedAttempts.contains(key)) {
            return second.parse();
        }
        MillraceException firstFailure;
        try {
            return first.parse();
        } catch (MillraceException failure) {
            firstFailure = failure;
        }
        failedAttempts.add(key);
        cursor = start;
        depth = startDepth;
        try {
            return second.parse();
        } catch (MillraceException failure) {
            throw startOf(failure) >= startOf(firstFailure) ? failure : firstFailure;
        }
    }

    private static int startOf(MillraceException failure) {
        return failure.position().map(ErrorPosition::start).orElse(0);
    }

    /** Parses one more level of nesting. */
    <T> T nested(Attempt<T> inner) {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.unsupported(here(), "more than " + MAX_DEPTH + " levels of nesting");
        }
        T result = inner.parse();
        depth--;
        return result;
    }

    // Positions and errors

    /** The stretch of the next token. */
    ErrorPosition here() {
        return SyntaxErrors.at(sql, peek());
    }

    /** The stretch from a token, given by {@link #mark}, up to the token read last. */
    ErrorPosition since(int mark) {
        int start = tokenAt(mark).start();
        int end = cursor > mark ? tokens.get(cursor - 1).end() : start;
        return new ErrorPosition(sql, start, end - 1);
    }

    Origin originSince(int mark) {
        return Origin.of(since(mark));
    }

    /** The text between a token and the one read last. */
    String textSince(int mark) {
        return since(mark).fragment();
    }

    MillraceException unexpected() {
        return SyntaxErrors.unexpected(sql, peek(), "");
    }

    /** Fails unless everything was read. A single token too many is named as such. */
    void expectEnd() {
        if (!atEnd()) {
            boolean single = peek(1).kind() == Token.Kind.END;
            throw SyntaxErrors.unexpected(sql, peek(), single ? ": extra input '" + peek().text() + "'" : "");
        }
    }
}

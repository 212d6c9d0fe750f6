package io.millrace.sql;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.SqlStrings;
import java.util.ArrayList;
import java.util.List;

/** Names of columns, tables, functions and settings. Names keep their case. */
final class NameParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    NameParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** One name. */
    String name() {
        Token token = tokens.peek();
        if (!token.isName()) {
            throw tokens.unexpected();
        }
        return value(tokens.next());
    }

    /**
     * One name where an expression cannot follow, so that a hyphen in it is seen as the mistake it is.
     */
    String plainName() {
        int start = tokens.mark();
        String name = name();
        if (tokens.atSign("-") && tokens.peek(1).isName()) {
            while (tokens.atSign("-") && tokens.peek(1).isName()) {
                tokens.next();
                tokens.next();
            }
            throw invalid(tokens.textSince(start), tokens.since(start));
        }
        return name;
    }

    private String value(Token token) {
        String text = token.text();
        if (token.kind() == Token.Kind.QUOTED_NAME) {
            String name = SqlStrings.undouble(text.substring(1, text.length() - 1), '`');
            if (name.isEmpty()) {
                throw SyntaxErrors.unexpected(tokens.sql(), token, "");
            }
            return name;
        }
        if (text.chars().anyMatch(character -> character > 127)) {
            throw invalid(text, SyntaxErrors.at(tokens.sql(), token));
        }
        return text;
    }

    private static MillraceException invalid(String name, ErrorPosition where) {
        return SyntaxErrors.of(where, ErrorCondition.INVALID_IDENTIFIER, "ident", SqlStrings.quote(name));
    }

    /** A name of several parts, as {@code a.b.c}. */
    List<String> multipartName() {
        List<String> parts = new ArrayList<>();
        parts.add(plainName());
        while (tokens.acceptSign(".")) {
            parts.add(plainName());
        }
        return parts;
    }

    /** The name of a table, view or function, which may be given as {@code IDENTIFIER('…')}. */
    List<String> reference() {
        return atIdentifierClause() ? identifierClause() : multipartName();
    }

    boolean atIdentifierClause() {
        return tokens.atWords("IDENTIFIER") && tokens.peek(1).isSign("(");
    }

    /** {@code IDENTIFIER('a.b')}: a name given as a string. Only literals are known while parsing. */
    List<String> identifierClause() {
        int start = tokens.mark();
        tokens.expect("IDENTIFIER");
        tokens.expectSign("(");
        if (tokens.peek().kind() != Token.Kind.STRING) {
            throw SyntaxErrors.unsupported(tokens.since(start), "IDENTIFIER of anything but a string literal");
        }
        String text = parsers.literals().string();
        if (!tokens.acceptSign(")")) {
            throw SyntaxErrors.unsupported(tokens.since(start), "IDENTIFIER of anything but a string literal");
        }
        try {
            return SqlParser.parseMultipartIdentifier(text);
        } catch (MillraceException malformed) {
            throw new MillraceException(malformed.detail().at(tokens.since(start)), malformed);
        }
    }

    List<List<String>> multipartNames() {
        List<List<String>> names = new ArrayList<>();
        do {
            names.add(multipartName());
        } while (tokens.acceptSign(","));
        return names;
    }

    /** Names in parentheses. */
    List<String> nameList() {
        tokens.expectSign("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(plainName());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return names;
    }
}

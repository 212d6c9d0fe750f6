package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.SqlStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Names of columns, tables, functions and settings. Names keep their case. */
final class NameParser {
    private static final String COLLATION = "UTF8_BINARY";

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
        boolean asText = atIdentifierClause()
                && tokens.peek(2).kind() == Token.Kind.STRING
                && tokens.peek(3).isSign(")");
        return asText ? nameAsText() : value(tokens.next());
    }

    /** {@code IDENTIFIER('name')} in the place of one name. */
    private String nameAsText() {
        int start = tokens.mark();
        List<String> parts = identifierClause();
        if (parts.size() > 1) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.IDENTIFIER_TOO_MANY_NAME_PARTS,
                    "identifier",
                    parts.stream().map(SqlStrings::quote).collect(Collectors.joining(".")),
                    "limit",
                    "1");
        }
        return parts.getFirst();
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
            throw invalid(tokens.textSince(start).replaceAll("\\s+", ""), tokens.since(start));
        }
        return name;
    }

    private String value(Token token) {
        String text = token.text();
        if (token.kind() == Token.Kind.QUOTED_NAME) {
            return SqlStrings.undouble(text.substring(1, text.length() - 1), text.charAt(0));
        }
        if (text.chars().anyMatch(character -> character > 127)) {
            throw invalid(text, SyntaxErrors.at(tokens.sql(), token));
        }
        return text;
    }

    private static MillraceException invalid(String name, ErrorPosition where) {
        return SyntaxErrors.of(where, ErrorCondition.INVALID_IDENTIFIER, "ident", name);
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

    /** {@code IDENTIFIER('a.' || 'b')}: a name given as text, which must be known while parsing. */
    List<String> identifierClause() {
        int start = tokens.mark();
        tokens.expect("IDENTIFIER");
        tokens.expectSign("(");
        UnresolvedExpression expression = parsers.expressions().expression();
        tokens.expectSign(")");
        String text = constantText(expression, start);
        if (text.isBlank()) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.PARSE_EMPTY_STATEMENT);
        }
        try {
            return SqlParser.parseMultipartIdentifier(text);
        } catch (MillraceException malformed) {
            throw new MillraceException(malformed.detail().at(tokens.since(start)), malformed);
        }
    }

    private String constantText(UnresolvedExpression expression, int start) {
        return switch (expression) {
            case Literal literal when literal.value() instanceof String text -> text;
            case Literal literal -> throw notText(literal, start);
            case FunctionCall call
            when call.name().equals(List.of("||")) || call.name().equals(List.of("concat")) ->
                call.arguments().stream().map(part -> constantText(part, start)).collect(Collectors.joining());
            default -> constantText(value(expression, start), start);
        };
    }

    private Literal value(UnresolvedExpression expression, int start) {
        Constants constants = parsers.constants()
                .orElseThrow(() ->
                        SyntaxErrors.unsupported(tokens.since(start), "IDENTIFIER of an expression without a session"));
        try {
            Literal value = constants.value(expression);
            return new Literal(value.value(), value.type(), expression.origin());
        } catch (MillraceException failure) {
            if (failure.detail().condition() != ErrorCondition.UNSUPPORTED_EXPR_FOR_PARAMETER) {
                throw failure;
            }
            String text = failure.getMessageParameters().get("invalidExprSql");
            throw new MillraceException(
                    ErrorDetail.of(
                                    ErrorCondition.NOT_A_CONSTANT_STRING__NOT_CONSTANT,
                                    "name",
                                    "IDENTIFIER",
                                    "expr",
                                    text.substring(1, text.length() - 1))
                            .at(failure.detail().position()),
                    failure);
        }
    }

    private MillraceException notText(Literal literal, int start) {
        ErrorPosition where = literal.origin().position().orElseGet(() -> tokens.since(start));
        return literal.value() == null
                ? SyntaxErrors.of(
                        where,
                        ErrorCondition.NOT_A_CONSTANT_STRING__NULL,
                        "name",
                        "IDENTIFIER",
                        "expr",
                        where.fragment())
                : SyntaxErrors.of(
                        where,
                        ErrorCondition.NOT_A_CONSTANT_STRING__WRONG_TYPE,
                        "name",
                        "IDENTIFIER",
                        "expr",
                        where.fragment(),
                        "dataType",
                        literal.type().simpleString());
    }

    /** {@code DEFAULT COLLATION UTF8_BINARY}; there is no other collation. */
    String defaultCollation() {
        tokens.expect("DEFAULT", "COLLATION");
        int start = tokens.mark();
        String name = plainName();
        if (!name.equalsIgnoreCase(COLLATION)) {
            throw SyntaxErrors.unsupported(tokens.since(start), "the collation " + name);
        }
        return COLLATION;
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
        tokens.expectOpening();
        List<String> names = new ArrayList<>();
        do {
            names.add(plainName());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return names;
    }
}

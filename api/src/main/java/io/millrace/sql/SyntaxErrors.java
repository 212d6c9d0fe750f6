package io.millrace.sql;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;

/** The errors that parsing raises, all with a position. */
final class SyntaxErrors {
    private SyntaxErrors() {}

    /** A token stands where it cannot. */
    static MillraceException unexpected(String sql, Token token, String hint) {
        if (token.kind() == Token.Kind.BROKEN && token.text().startsWith("/*")) {
            return of(at(sql, token), ErrorCondition.UNCLOSED_BRACKETED_COMMENT);
        }
        return of(at(sql, token), ErrorCondition.PARSE_SYNTAX_ERROR, "error", shown(token), "hint", hint);
    }

    static String shown(Token token) {
        return token.kind() == Token.Kind.END ? "end of input" : "'" + token.text() + "'";
    }

    /** A form that Spark knows and Millrace does not, or not yet. */
    static MillraceException unsupported(ErrorPosition where, String feature) {
        return of(where, ErrorCondition.UNSUPPORTED_FEATURE__SQL_SYNTAX, "feature", feature);
    }

    static MillraceException of(ErrorPosition where, ErrorCondition condition, String... namesAndValues) {
        return new MillraceException(ErrorDetail.of(condition, namesAndValues).at(where));
    }

    static ErrorPosition at(String sql, Token token) {
        return new ErrorPosition(sql, token.start(), token.end() - 1);
    }
}

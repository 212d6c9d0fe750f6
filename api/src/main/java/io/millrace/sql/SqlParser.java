package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns SQL text into unresolved plans and expressions.
 *
 * <p>All methods raise {@link MillraceException} with a condition and a position, and nothing else:
 * {@code PARSE_SYNTAX_ERROR} for what is not SQL, {@code UNSUPPORTED_FEATURE.SQL_SYNTAX} for what Spark knows and Millrace
 * does not, and conditions of their own for literals and types.
 */
public final class SqlParser {
    private SqlParser() {}

    /** One statement; semicolons may follow it. */
    public static UnresolvedPlan parseStatement(String sql) {
        return parseStatement(sql, SqlOptions.DEFAULT);
    }

    /** One statement, under the settings of a session. */
    public static UnresolvedPlan parseStatement(String sql, SqlOptions options) {
        return new Parsers(sql, options).statements().singleStatement();
    }

    /** The same where a session knows the values of expressions that stand for names and statements. */
    public static UnresolvedPlan parseStatement(String sql, SqlOptions options, Constants constants) {
        return new Parsers(sql, options, Optional.of(constants), new ParameterValues(Map.of()))
                .statements()
                .singleStatement();
    }

    /** An expression without a name, for example the condition of a filter. */
    public static UnresolvedExpression parseExpression(String sql) {
        return parseExpression(sql, SqlOptions.DEFAULT);
    }

    /** The same under the settings of a session. */
    public static UnresolvedExpression parseExpression(String sql, SqlOptions options) {
        return parse(sql, options, parsers -> parsers.expressions().expression());
    }

    /** An item of a select list: {@code a}, {@code a AS b}, {@code t.*}, {@code stack(…) AS (x, y)}. */
    public static UnresolvedExpression parseNamedExpression(String sql) {
        return parseNamedExpression(sql, SqlOptions.DEFAULT);
    }

    /** The same under the settings of a session. */
    public static UnresolvedExpression parseNamedExpression(String sql, SqlOptions options) {
        return parse(sql, options, parsers -> parsers.expressions().namedExpression());
    }

    /** The parts of a name such as {@code a.b} or {@code a.`b.c`}. */
    public static List<String> parseMultipartIdentifier(String name) {
        return parse(name, SqlOptions.DEFAULT, parsers -> parsers.names().multipartName());
    }

    /** The parts of the name of a table or view, of which there are at most two. */
    public static List<String> parseTableIdentifier(String name) {
        List<String> parts = parseMultipartIdentifier(name);
        if (parts.size() > 2) {
            TokenStream tokens = new TokenStream(name, SqlOptions.DEFAULT);
            // part, point, part: the third token after them is the point too many
            tokens.reset(3);
            throw tokens.unexpected();
        }
        return parts;
    }

    /**
     * The name of a column as the Dataset API takes it: {@code *}, {@code t.*}, or parts that need no quotes whatever
     * stands in them, except for points and back-quotes.
     */
    public static UnresolvedExpression parseColumnName(String name) {
        if (name.equals("*")) {
            return new Star(List.of(), List.of(), Origin.NONE);
        }
        if (name.endsWith(".*")) {
            return new Star(ColumnNames.parts(name.substring(0, name.length() - 2)), List.of(), Origin.NONE);
        }
        return new ColumnReference(ColumnNames.parts(name), Origin.NONE);
    }

    private static <T> T parse(String sql, SqlOptions options, Function<Parsers, T> parser) {
        Parsers parsers = new Parsers(sql, options);
        T result = parser.apply(parsers);
        parsers.tokens().expectEnd();
        parsers.requireUnrefused();
        return result;
    }
}

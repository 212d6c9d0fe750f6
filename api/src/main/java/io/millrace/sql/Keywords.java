package io.millrace.sql;

import java.util.Locale;
import java.util.Set;

/** Which words mean what, where nearly every word may also be a name. */
final class Keywords {
    /** Never the alias of a table, not even after AS. */
    private static final Set<String> NO_TABLE_ALIAS = Set.of(
            "ANTI",
            "CROSS",
            "EXCEPT",
            "FULL",
            "INNER",
            "INTERSECT",
            "JOIN",
            "LATERAL",
            "LEFT",
            "MINUS",
            "NATURAL",
            "ON",
            "RIGHT",
            "SEMI",
            "UNION",
            "USING");

    /** Start a clause wherever an alias could stand, unless what follows cannot belong to the clause. */
    private static final Set<String> CLAUSE = Set.of("FROM", "UNION", "INTERSECT", "EXCEPT", "MINUS", "SELECT");

    /** The same for clauses that never begin with FROM, so that {@code SELECT a limit FROM t} has an alias. */
    private static final Set<String> CLAUSE_WITH_EXPRESSION = Set.of("WHERE", "HAVING", "QUALIFY", "LIMIT", "OFFSET");

    /** Words between a value and what it is put together with. */
    private static final Set<String> OPERATORS =
            Set.of("AND", "OR", "NOT", "IS", "IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "REGEXP", "DIV", "COLLATE");

    /** Start a clause together with BY. */
    private static final Set<String> CLAUSE_WITH_BY = Set.of("GROUP", "ORDER", "SORT", "CLUSTER", "DISTRIBUTE");

    /** Start a query. */
    static final Set<String> QUERY_START = Set.of("SELECT", "WITH", "FROM", "VALUES", "TABLE");

    /** Units of the functions that add to and subtract times. */
    static final Set<String> DATETIME_UNITS = Set.of(
            "YEAR",
            "QUARTER",
            "MONTH",
            "WEEK",
            "DAY",
            "DAYOFYEAR",
            "HOUR",
            "MINUTE",
            "SECOND",
            "MILLISECOND",
            "MICROSECOND");

    private Keywords() {}

    static String upper(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }

    /** Whether it is one of the words for a namespace. */
    static boolean isNamespace(Token token) {
        return token.isWord("SCHEMA") || token.isWord("DATABASE") || token.isWord("NAMESPACE");
    }

    static boolean mayBeTableAlias(Token token) {
        return token.kind() == Token.Kind.QUOTED_NAME
                || (token.kind() == Token.Kind.WORD && !NO_TABLE_ALIAS.contains(upper(token)));
    }

    /** Whether the tokens ahead start a clause, and so are no alias. */
    static boolean startClause(TokenStream tokens) {
        Token word = tokens.peek();
        if (word.kind() != Token.Kind.WORD) {
            return false;
        }
        Token following = tokens.peek(1);
        return switch (upper(word)) {
            case String name when name.equals("FROM") && following.isWord("FROM") -> !startsRelation(tokens.peek(2));
            case String name when CLAUSE.contains(name) -> !endsItem(following);
            case String name
            when CLAUSE_WITH_EXPRESSION.contains(name) -> !endsItem(following) && !following.isWord("FROM");
            case String name when CLAUSE_WITH_BY.contains(name) -> following.isWord("BY");
            case "WINDOW" -> following.isName() && tokens.peek(2).isWord("AS");
            case "LATERAL" -> following.isWord("VIEW") || following.isWord("JOIN");
            case "PIVOT" -> following.isSign("(");
            case "UNPIVOT" -> following.isSign("(") || following.isWord("INCLUDE") || following.isWord("EXCLUDE");
            case "TABLESAMPLE" -> following.isSign("(");
            case "INSERT" -> following.isWord("INTO") || following.isWord("OVERWRITE");
            default -> false;
        };
    }

    /**
     * Whether the tokens ahead, which could start a clause, are an alias with names of columns: {@code FROM t WHERE (a, b)}, unless
     * what follows goes on with an expression. Spark reads them so.
     */
    static boolean namesColumns(TokenStream tokens) {
        if (!CLAUSE_WITH_EXPRESSION.contains(upper(tokens.peek()))
                || !tokens.peek(1).isSign("(")) {
            return false;
        }
        int at = 1;
        do {
            at++;
            if (!tokens.peek(at).isName()) {
                return false;
            }
            at++;
            while (tokens.peek(at).isSign("-") && tokens.peek(at + 1).isName()) {
                at += 2;
            }
        } while (tokens.peek(at).isSign(","));
        return tokens.peek(at).isSign(")") && !continuesExpression(tokens.peek(at + 1));
    }

    private static boolean continuesExpression(Token token) {
        boolean sign = token.kind() == Token.Kind.SIGN && !endsItem(token) && !token.isSign("|>");
        return sign || token.kind() == Token.Kind.WORD && OPERATORS.contains(upper(token));
    }

    /** Whether it is what FROM looks for, rather than what may come after a table called {@code from}. */
    private static boolean startsRelation(Token token) {
        return token.isSign("(")
                || mayBeTableAlias(token)
                        && !CLAUSE.contains(upper(token))
                        && !CLAUSE_WITH_EXPRESSION.contains(upper(token))
                        && !CLAUSE_WITH_BY.contains(upper(token));
    }

    /** Whether nothing of a clause can follow a word any more, which is an alias then. */
    private static boolean endsItem(Token token) {
        return token.kind() == Token.Kind.END || token.isSign(",") || token.isSign(")") || token.isSign(";");
    }
}

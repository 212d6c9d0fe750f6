package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.Filter;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.SubqueryAlias;
import java.util.ArrayList;
import java.util.List;

/**
 * Operators after {@code |>}. Each works on the result of what stands before it, as a clause of SELECT works on a sub-query
 * in FROM.
 */
final class PipeParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    PipeParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** The operator at {@code |>}, applied to its input. */
    UnresolvedPlan operator(UnresolvedPlan input, int start) {
        tokens.expectSign("|>");
        Token word = tokens.peek();
        if (word.kind() != Token.Kind.WORD) {
            throw tokens.unexpected();
        }
        return switch (Keywords.upper(word)) {
            case "SELECT" -> parsers.windows().inScope(() -> parsers.queries().pipedSelect(table(input), start));
            case "EXTEND" -> parsers.windows().inScope(() -> extend(table(input), start));
            case "DROP" -> drop(table(input), start);
            case "AS" -> {
                tokens.next();
                yield new SubqueryAlias(input, parsers.names().plainName(), List.of(), tokens.originSince(start));
            }
            case "WHERE" -> {
                tokens.next();
                int conditionStart = tokens.mark();
                UnresolvedExpression condition = parsers.expressions().expression();
                yield new Filter(table(input), condition, tokens.originSince(conditionStart));
            }
            case "AGGREGATE" -> aggregate(table(input), start);
            case "PIVOT", "UNPIVOT" -> parsers.relations().pivots(table(input), start);
            case "TABLESAMPLE" -> parsers.relations().sample(table(input), start);
            case "JOIN", "INNER", "CROSS", "LEFT", "RIGHT", "FULL", "SEMI", "ANTI", "NATURAL" ->
                parsers.relations().joined(input, start);
            case "UNION", "EXCEPT", "MINUS", "INTERSECT" -> parsers.queries().pipedSetOperation(input, start);
            case "ORDER", "CLUSTER", "DISTRIBUTE", "SORT", "LIMIT", "OFFSET" ->
                parsers.queries().organized(table(input), start);
            case "SET" -> throw SyntaxErrors.unsupported(tokens.here(), "the pipe operator |> SET");
            default -> throw tokens.unexpected();
        };
    }

    /** The input under a name, so that names of tables further inside do not show. */
    private static UnresolvedPlan table(UnresolvedPlan input) {
        return input instanceof SubqueryAlias || input instanceof NamedRelation
                ? input
                : new SubqueryAlias(input, RelationParser.NO_NAME, List.of(), input.origin());
    }

    private UnresolvedPlan extend(UnresolvedPlan input, int start) {
        tokens.expect("EXTEND");
        int listStart = tokens.mark();
        List<UnresolvedExpression> output = new ArrayList<>();
        List<UnresolvedExpression> added = parsers.expressions().namedExpressions();
        output.add(new Star(List.of(), List.of(), tokens.originSince(listStart)));
        output.addAll(added);
        parsers.windows().skipClause();
        return new Project(input, output, tokens.originSince(start));
    }

    private UnresolvedPlan drop(UnresolvedPlan input, int start) {
        tokens.expect("DROP");
        int listStart = tokens.mark();
        List<List<String>> columns = new ArrayList<>();
        do {
            columns.add(List.of(parsers.names().plainName()));
        } while (tokens.acceptSign(","));
        Star rest = new Star(List.of(), columns, tokens.originSince(listStart));
        return new Project(input, List.of(rest), tokens.originSince(start));
    }

    /** Gives what is grouped by, and then the aggregates. */
    private UnresolvedPlan aggregate(UnresolvedPlan input, int start) {
        tokens.expect("AGGREGATE");
        List<UnresolvedExpression> aggregates = tokens.atWords("GROUP", "BY")
                ? List.of()
                : parsers.expressions().namedExpressions();
        List<UnresolvedExpression> output = new ArrayList<>();
        List<UnresolvedExpression> groupings = new ArrayList<>();
        if (tokens.accept("GROUP", "BY")) {
            refuseAnalytics();
            for (UnresolvedExpression item : parsers.expressions().namedExpressions()) {
                output.add(item);
                groupings.add(item instanceof Alias alias ? alias.child() : item);
            }
        } else if (aggregates.isEmpty()) {
            throw tokens.unexpected();
        }
        output.addAll(aggregates);
        Origin origin = tokens.originSince(start);
        for (UnresolvedExpression grouping : groupings) {
            if (grouping instanceof Literal) {
                throw SyntaxErrors.unsupported(tokens.since(start), "a position in GROUP BY of |> AGGREGATE");
            }
        }
        return new Aggregate(input, Grouping.PLAIN, groupings, List.of(), output, origin);
    }

    private void refuseAnalytics() {
        for (String word : List.of("ALL", "ROLLUP", "CUBE", "GROUPING")) {
            if (tokens.atWords(word)) {
                throw SyntaxErrors.unsupported(tokens.here(), "GROUP BY " + word + " of |> AGGREGATE");
            }
        }
    }
}

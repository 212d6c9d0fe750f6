package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.Filter;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.Limit;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.Offset;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.SubqueryAlias;
import io.millrace.plan.UnresolvedPlan.WithColumns;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            case "SELECT" -> parsers.windows().inScope(() -> parsers.queries().pipedSelect(input, start));
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
            case "ORDER", "CLUSTER", "DISTRIBUTE", "SORT", "LIMIT", "OFFSET" -> organized(table(input), start);
            case "SET" -> set(table(input), start);
            case "WINDOW" ->
                throw SyntaxErrors.of(
                        tokens.here(),
                        ErrorCondition.UNSUPPORTED_FEATURE__CLAUSE_WITH_PIPE_OPERATORS,
                        "clauses",
                        "the WINDOW clause");
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

    /** Either an order or a limit. */
    private UnresolvedPlan organized(UnresolvedPlan input, int start) {
        int clauseStart = tokens.mark();
        UnresolvedPlan plan = parsers.queries().organized(input, start);
        Optional<String> cut = plan instanceof Offset || plan instanceof Limit limit && limit.input() instanceof Offset
                ? Optional.of("OFFSET")
                : plan instanceof Limit ? Optional.of("LIMIT") : Optional.empty();
        Token first = tokens.at(clauseStart);
        if (cut.isPresent() && !first.isWord("LIMIT") && !first.isWord("OFFSET")) {
            throw SyntaxErrors.of(
                    tokens.since(clauseStart),
                    ErrorCondition.MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS,
                    "clause1",
                    Keywords.upper(first) + " BY",
                    "clause2",
                    cut.get());
        }
        return plan;
    }

    /** Each assignment sees what those before it have set. */
    private UnresolvedPlan set(UnresolvedPlan input, int start) {
        tokens.expect("SET");
        UnresolvedPlan plan = input;
        do {
            int assignmentStart = tokens.mark();
            List<String> name = parsers.names().multipartName();
            if (name.size() > 1) {
                throw SyntaxErrors.of(
                        tokens.since(start),
                        ErrorCondition.LEGACY_0035,
                        "message",
                        "SQL pipe syntax |> SET operator with multi-part assignment key "
                                + "(only single-part keys are allowed)");
            }
            tokens.expectSign("=");
            UnresolvedExpression value = parsers.expressions().expression();
            Alias column = new Alias(value, name, Optional.empty(), tokens.originSince(assignmentStart));
            plan = new WithColumns(plan, List.of(column), true, tokens.originSince(start));
        } while (tokens.acceptSign(","));
        return plan;
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
        boolean none = tokens.atWords("GROUP", "BY")
                || tokens.atEnd()
                || tokens.atSign(")")
                || tokens.atSign(";")
                || tokens.atSign("|>");
        List<UnresolvedExpression> aggregates =
                none ? List.of() : parsers.expressions().namedExpressions();
        List<UnresolvedExpression> output = new ArrayList<>();
        List<UnresolvedExpression> groupings = new ArrayList<>();
        if (tokens.accept("GROUP", "BY")) {
            refuseAnalytics();
            for (UnresolvedExpression item : parsers.expressions().namedExpressions()) {
                if (item instanceof Literal) {
                    throw SyntaxErrors.unsupported(tokens.since(start), "a position in GROUP BY of |> AGGREGATE");
                }
                output.add(item);
                groupings.add(item instanceof Alias alias ? alias.child() : item);
            }
            if (tokens.atWords("WITH")
                    && (tokens.peek(1).isWord("ROLLUP") || tokens.peek(1).isWord("CUBE"))) {
                tokens.next();
                throw unsupportedGroups("GROUP BY " + Keywords.upper(tokens.peek()));
            }
        }
        if (output.isEmpty() && aggregates.isEmpty()) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.LEGACY_0035,
                    "message",
                    "The AGGREGATE clause requires a list of aggregate expressions or a list of grouping expressions, "
                            + "or both");
        }
        output.addAll(aggregates);
        return new Aggregate(input, Grouping.PLAIN, groupings, List.of(), output, tokens.originSince(start));
    }

    private void refuseAnalytics() {
        if (tokens.atWords("GROUPING", "SETS")) {
            throw unsupportedGroups("GROUPING SETS");
        }
        for (String word : List.of("ALL", "ROLLUP", "CUBE")) {
            if (tokens.atWords(word) && (word.equals("ALL") || tokens.peek(1).isSign("("))) {
                throw unsupportedGroups("GROUP BY " + word);
            }
        }
    }

    private MillraceException unsupportedGroups(String kind) {
        return SyntaxErrors.of(
                tokens.here(),
                ErrorCondition.UNSUPPORTED_FEATURE__PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE,
                "case",
                kind);
    }
}

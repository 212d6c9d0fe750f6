package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.CommonTable;
import io.millrace.plan.UnresolvedPlan.Distinct;
import io.millrace.plan.UnresolvedPlan.Filter;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.Having;
import io.millrace.plan.UnresolvedPlan.Hint;
import io.millrace.plan.UnresolvedPlan.Limit;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.Offset;
import io.millrace.plan.UnresolvedPlan.OneRow;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.Qualify;
import io.millrace.plan.UnresolvedPlan.Repartition;
import io.millrace.plan.UnresolvedPlan.SetKind;
import io.millrace.plan.UnresolvedPlan.SetOperation;
import io.millrace.plan.UnresolvedPlan.Sort;
import io.millrace.plan.UnresolvedPlan.SortAll;
import io.millrace.plan.UnresolvedPlan.With;
import io.millrace.spi.error.ErrorCondition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Queries: WITH, SELECT, set operations, and the order and limits around them. */
final class QueryParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    QueryParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Whether a parenthesis so many tokens ahead seems to hold a query; what seems so may still be an expression. */
    boolean atQueryInParentheses(int ahead) {
        int at = ahead;
        while (tokens.peek(at).isSign("(")) {
            at++;
        }
        return at > ahead && atQueryStart(at);
    }

    /** Whether a query seems to be next, in parentheses or not. */
    boolean atQuery() {
        return atQueryStart(0) || atQueryInParentheses(0);
    }

    private boolean atQueryStart(int ahead) {
        Token word = tokens.peek(ahead);
        if (word.kind() != Token.Kind.WORD || !Keywords.QUERY_START.contains(Keywords.upper(word))) {
            return false;
        }
        Token following = tokens.peek(ahead + 1);
        return !following.isSign(",") && !following.isSign(")") && !following.isSign(".") && !following.isSign("->");
    }

    UnresolvedPlan queryInParentheses() {
        tokens.expectSign("(");
        UnresolvedPlan query = query();
        tokens.expectSign(")");
        return query;
    }

    UnresolvedPlan query() {
        return tokens.nested(() -> {
            int start = tokens.mark();
            if (!tokens.atWords("WITH")) {
                return organized(unionTerm(), start);
            }
            UnaryOperator<UnresolvedPlan> with = withClause();
            return with.apply(organized(unionTerm(), start));
        });
    }

    /** The tables of a WITH clause, to be put around what follows it. */
    UnaryOperator<UnresolvedPlan> withClause() {
        int start = tokens.mark();
        tokens.expect("WITH");
        boolean recursive = tokens.peek(1).isName() && tokens.accept("RECURSIVE");
        List<CommonTable> tables = new ArrayList<>();
        do {
            tables.add(commonTable());
        } while (tokens.acceptSign(","));
        return body -> {
            if (!recursive && tables.stream().anyMatch(table -> table.maxLevel().isPresent())) {
                throw SyntaxErrors.of(
                        tokens.since(start),
                        ErrorCondition.LEGACY_0035,
                        "message",
                        "Cannot specify MAX RECURSION LEVEL when the CTE is not marked as RECURSIVE");
            }
            refuseDuplicates(tables, start);
            return new With(body, tables, recursive, tokens.originSince(start));
        };
    }

    /** What else is wrong with the statement is said first. */
    private void refuseDuplicates(List<CommonTable> tables, int start) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (CommonTable table : tables) {
            String name = table.name().toLowerCase(Locale.ROOT);
            if (!seen.add(name)) {
                twice.add("`" + name.replace("`", "``") + "`");
            }
        }
        if (!twice.isEmpty()) {
            parsers.refuse(SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.DUPLICATED_CTE_NAMES,
                    "duplicateNames",
                    String.join(", ", twice)));
        }
    }

    private CommonTable commonTable() {
        String name = parsers.names().plainName();
        boolean columnsAhead = tokens.atSign("(") && !atQueryInParentheses(0);
        List<String> columns = columnsAhead ? parsers.names().nameList() : List.of();
        Optional<Integer> maxLevel = tokens.accept("MAX", "RECURSION", "LEVEL")
                ? Optional.of(parsers.literals().wholeNumber())
                : Optional.empty();
        tokens.accept("AS");
        return new CommonTable(name, columns, queryInParentheses(), maxLevel);
    }

    // Set operations

    private UnresolvedPlan unionTerm() {
        int start = tokens.mark();
        UnresolvedPlan left = intersectTerm();
        while (true) {
            if (tokens.atSign("|>")) {
                left = parsers.pipes().operator(left, start);
                continue;
            }
            String operator = tokens.acceptAny("UNION", "EXCEPT", "MINUS", "INTERSECT");
            if (operator == null) {
                return left;
            }
            left = setOperation(operator.equals("MINUS") ? SetKind.EXCEPT : SetKind.valueOf(operator), left, start);
        }
    }

    /** {@code |> UNION ALL query} and the like: with one query, without regard to which binds tighter. */
    UnresolvedPlan pipedSetOperation(UnresolvedPlan left, int start) {
        String operator = tokens.acceptAny("UNION", "EXCEPT", "MINUS", "INTERSECT");
        SetKind kind = operator.equals("MINUS") ? SetKind.EXCEPT : SetKind.valueOf(operator);
        boolean all = setQuantifier();
        return new SetOperation(kind, all, false, false, left, primary(), tokens.originSince(start));
    }

    private UnresolvedPlan intersectTerm() {
        int start = tokens.mark();
        UnresolvedPlan left = primary();
        while (!parsers.options().setOperationsInOrder() && tokens.accept("INTERSECT")) {
            boolean all = setQuantifier();
            left = new SetOperation(SetKind.INTERSECT, all, false, false, left, primary(), tokens.originSince(start));
        }
        return left;
    }

    private UnresolvedPlan setOperation(SetKind kind, UnresolvedPlan left, int start) {
        boolean all = setQuantifier();
        UnresolvedPlan right = intersectTerm();
        return new SetOperation(kind, all, false, false, left, right, tokens.originSince(start));
    }

    private boolean setQuantifier() {
        return "ALL".equals(tokens.acceptAny("ALL", "DISTINCT"));
    }

    private UnresolvedPlan primary() {
        int start = tokens.mark();
        if (tokens.atSign("(")) {
            return tokens.nested(this::queryInParentheses);
        }
        if (tokens.atWords("VALUES")) {
            return parsers.relations().inlineTable();
        }
        if (tokens.accept("TABLE")) {
            return new NamedRelation(parsers.names().reference(), false, Map.of(), tokens.originSince(start));
        }
        if (tokens.atWords("FROM")) {
            return fromFirst();
        }
        if (!tokens.atWords("SELECT")) {
            throw tokens.unexpected();
        }
        return parsers.windows().inScope(() -> select(Optional.empty()));
    }

    /** {@code FROM t SELECT a WHERE b …}, or all of {@code t}; several SELECTs give all their rows. */
    private UnresolvedPlan fromFirst() {
        int start = tokens.mark();
        UnresolvedPlan from = parsers.relations().fromClause();
        if (tokens.atWords("INSERT")) {
            throw tokens.unexpected();
        }
        if (!tokens.atWords("SELECT")) {
            return from;
        }
        UnresolvedPlan all = selectFrom(from);
        while (tokens.atWords("SELECT")) {
            UnresolvedPlan next = selectFrom(from);
            all = new SetOperation(SetKind.UNION, true, false, false, all, next, tokens.originSince(start));
        }
        return all;
    }

    /** A select list with its clauses, over rows that are there. */
    UnresolvedPlan selectFrom(UnresolvedPlan from) {
        int start = tokens.mark();
        return parsers.windows().inScope(() -> organized(select(Optional.of(from)), start));
    }

    // SELECT

    private UnresolvedPlan select(Optional<UnresolvedPlan> from) {
        int start = tokens.mark();
        tokens.expect("SELECT");
        List<Hint> hints = hints();
        boolean distinct = distinct();
        List<UnresolvedExpression> output = parsers.expressions().namedExpressions();
        UnresolvedPlan input = from.orElseGet(() ->
                tokens.atWords("FROM") ? parsers.relations().fromClause() : new OneRow(tokens.originSince(start)));
        input = parsers.relations().lateralViews(input);
        if (tokens.accept("WHERE")) {
            int conditionStart = tokens.mark();
            UnresolvedExpression condition = parsers.expressions().expression();
            input = new Filter(input, condition, tokens.originSince(conditionStart));
        }
        UnresolvedPlan plan = qualified(grouped(input, output, start));
        return finished(plan, distinct, hints, start);
    }

    /** The rows that QUALIFY keeps; the WINDOW clause may stand before it or behind it. */
    private UnresolvedPlan qualified(UnresolvedPlan selected) {
        parsers.windows().skipClause();
        if (!tokens.accept("QUALIFY")) {
            return selected;
        }
        int start = tokens.mark();
        UnresolvedExpression condition = parsers.expressions().expression();
        return new Qualify(selected, condition, tokens.originSince(start));
    }

    /** {@code |> SELECT}: a select list without clauses. */
    UnresolvedPlan pipedSelect(UnresolvedPlan input, int start) {
        tokens.expect("SELECT");
        List<Hint> hints = hints();
        boolean distinct = distinct();
        List<UnresolvedExpression> output = parsers.expressions().namedExpressions();
        return finished(new Project(input, output, tokens.originSince(start)), distinct, hints, start);
    }

    private UnresolvedPlan finished(UnresolvedPlan selected, boolean distinct, List<Hint> hints, int start) {
        UnresolvedPlan plan = distinct ? new Distinct(selected, tokens.originSince(start)) : selected;
        parsers.windows().skipClause();
        for (Hint hint : hints) {
            plan = new Hint(plan, hint.name(), hint.parameters(), hint.origin());
        }
        return plan;
    }

    private boolean distinct() {
        Token following = tokens.peek(1);
        boolean name = following.isSign(",")
                || following.isSign(".")
                || following.isWord("FROM")
                || following.kind() == Token.Kind.END;
        return !name && "DISTINCT".equals(tokens.acceptAny("DISTINCT", "ALL"));
    }

    /** The select list over its groups, if there are any, and those that HAVING keeps. */
    private UnresolvedPlan grouped(UnresolvedPlan input, List<UnresolvedExpression> output, int start) {
        UnresolvedPlan aggregate = parsers.groupings().aggregate(input, output);
        if (!tokens.atWords("HAVING")) {
            return aggregate != null ? aggregate : new Project(input, output, tokens.originSince(start));
        }
        tokens.expect("HAVING");
        int conditionStart = tokens.mark();
        UnresolvedExpression condition = parsers.expressions().expression();
        Origin origin = tokens.originSince(start);
        UnresolvedPlan groups = aggregate != null
                ? aggregate
                : new Aggregate(input, Grouping.PLAIN, List.of(), List.of(), output, origin);
        return new Having(groups, condition, tokens.originSince(conditionStart));
    }

    /** {@code /*+ NAME(a, b), OTHER *}{@code /}; the input is filled in later. */
    private List<Hint> hints() {
        List<Hint> hints = new ArrayList<>();
        while (tokens.acceptSign("/*+")) {
            do {
                hints.add(hint());
                tokens.acceptSign(",");
            } while (!tokens.acceptSign("*/"));
        }
        return hints;
    }

    private Hint hint() {
        int start = tokens.mark();
        String name = parsers.names().name();
        List<UnresolvedExpression> parameters = new ArrayList<>();
        if (tokens.acceptSign("(")) {
            do {
                parameters.add(parsers.primaries().primary());
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
        }
        return new Hint(new OneRow(Origin.NONE), name, parameters, tokens.originSince(start));
    }

    // Order and limits

    /** The query with the ORDER BY, LIMIT and the like that follow. */
    UnresolvedPlan organized(UnresolvedPlan query, int start) {
        UnresolvedPlan plan = sorted(query);
        parsers.windows().skipClause();
        Optional<UnresolvedExpression> limit = Optional.empty();
        if (tokens.accept("LIMIT") && !acceptLimitAll()) {
            limit = Optional.of(parsers.expressions().expression());
        }
        if (tokens.accept("OFFSET")) {
            plan = new Offset(plan, parsers.expressions().expression(), tokens.originSince(start));
        }
        if (limit.isPresent()) {
            plan = new Limit(plan, limit.get(), tokens.originSince(start));
        }
        return plan;
    }

    private boolean acceptLimitAll() {
        Token following = tokens.peek(1);
        boolean alone = following.kind() != Token.Kind.SIGN || following.isSign(")") || following.isSign(";");
        return alone && tokens.accept("ALL");
    }

    private UnresolvedPlan sorted(UnresolvedPlan query) {
        int start = tokens.mark();
        UnresolvedPlan plan = query;
        if (tokens.accept("ORDER", "BY")) {
            plan = orderBy(plan, start);
        }
        if (tokens.accept("CLUSTER", "BY")) {
            List<UnresolvedExpression> keys = parsers.expressions().expressions();
            Origin origin = tokens.originSince(start);
            List<SortOrder> order = keys.stream()
                    .map(key -> new SortOrder(key, true, NullOrder.FIRST, key.origin()))
                    .toList();
            plan = new Sort(distributed(plan, keys, origin), order, false, origin);
        }
        if (tokens.accept("DISTRIBUTE", "BY")) {
            List<UnresolvedExpression> keys = parsers.expressions().expressions();
            plan = distributed(plan, keys, tokens.originSince(start));
        }
        if (tokens.accept("SORT", "BY")) {
            plan = new Sort(plan, parsers.expressions().sortItems(), false, tokens.originSince(start));
        }
        return plan;
    }

    private static UnresolvedPlan distributed(UnresolvedPlan plan, List<UnresolvedExpression> keys, Origin origin) {
        return new Repartition(plan, Optional.empty(), true, keys, origin);
    }

    private UnresolvedPlan orderBy(UnresolvedPlan plan, int start) {
        if (atOrderByAll()) {
            tokens.expect("ALL");
            boolean ascending = parsers.expressions().ascending();
            NullOrder nulls = parsers.expressions().nullOrder(ascending);
            return new SortAll(plan, ascending, nulls, tokens.originSince(start));
        }
        return new Sort(plan, parsers.expressions().sortItems(), true, tokens.originSince(start));
    }

    private boolean atOrderByAll() {
        Token following = tokens.peek(1);
        return tokens.atWords("ALL")
                && (following.kind() != Token.Kind.SIGN || following.isSign(")") || following.isSign(";"));
    }
}

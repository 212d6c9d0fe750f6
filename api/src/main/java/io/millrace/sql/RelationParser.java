package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.InlineTable;
import io.millrace.plan.UnresolvedPlan.Join;
import io.millrace.plan.UnresolvedPlan.JoinCriteria;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.plan.UnresolvedPlan.LateralView;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.OneRow;
import io.millrace.plan.UnresolvedPlan.Pivot;
import io.millrace.plan.UnresolvedPlan.Range;
import io.millrace.plan.UnresolvedPlan.SubqueryAlias;
import io.millrace.plan.UnresolvedPlan.Unpivot;
import io.millrace.plan.UnresolvedPlan.UnpivotColumns;
import io.millrace.sql.WatermarkParser.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands after FROM: tables, sub-queries, table functions, and the joins between them. */
final class RelationParser {
    /** Hides the qualifiers of a sub-query that has no name of its own. */
    static final String NO_NAME = "__auto_generated_subquery_name";

    private final Parsers parsers;
    private final TokenStream tokens;
    private final SampleParser samples;
    private final WatermarkParser watermarks;

    RelationParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
        samples = new SampleParser(parsers);
        watermarks = new WatermarkParser(parsers);
    }

    /** The relations after FROM; between commas they are joined without a condition. */
    UnresolvedPlan fromClause() {
        int start = tokens.mark();
        tokens.expect("FROM");
        boolean lateral = acceptLateral();
        UnresolvedPlan plan = relation();
        if (lateral) {
            plan = join(new OneRow(Origin.NONE), plan, JoinKind.INNER, new JoinCriteria.None(), true, start);
        }
        while (tokens.acceptSign(",")) {
            boolean rightLateral = acceptLateral();
            UnresolvedPlan right = relation();
            plan = join(plan, right, JoinKind.INNER, new JoinCriteria.None(), rightLateral, start);
        }
        plan = lateralViews(plan);
        return tokens.atWords("PIVOT") || tokens.atWords("UNPIVOT") ? pivots(plan, start) : plan;
    }

    private boolean acceptLateral() {
        return !tokens.peek(1).isWord("VIEW") && tokens.accept("LATERAL");
    }

    UnresolvedPlan lateralViews(UnresolvedPlan input) {
        UnresolvedPlan plan = input;
        while (tokens.accept("LATERAL", "VIEW")) {
            plan = lateralView(plan);
        }
        return plan;
    }

    private UnresolvedPlan lateralView(UnresolvedPlan input) {
        int start = tokens.mark() - 2;
        boolean outer = tokens.accept("OUTER");
        UnresolvedExpression generator = functionCall();
        Optional<String> table = Optional.empty();
        if (tokens.peek().isName() && !tokens.atWords("AS") && !Keywords.startClause(tokens)) {
            table = Optional.of(parsers.names().plainName());
        }
        List<String> columns = new ArrayList<>();
        boolean announced = tokens.accept("AS");
        if (table.isEmpty() && !announced) {
            throw tokens.unexpected();
        }
        if (announced || (tokens.peek().isName() && !Keywords.startClause(tokens))) {
            do {
                columns.add(parsers.names().plainName());
            } while (tokens.acceptSign(","));
        }
        return new LateralView(input, generator, outer, table, columns, tokens.originSince(start));
    }

    private UnresolvedExpression functionCall() {
        int start = tokens.mark();
        return parsers.functions().call(parsers.names().reference(), start);
    }

    // Joins

    /** A table with everything that is joined to it. */
    UnresolvedPlan relation() {
        int start = tokens.mark();
        return tokens.nested(() -> extensions(primary(), start));
    }

    private UnresolvedPlan extensions(UnresolvedPlan first, int start) {
        UnresolvedPlan plan = first;
        while (true) {
            if (tokens.atWords("NATURAL") || atJoin()) {
                plan = joined(plan, start);
            } else if (Keywords.startClause(tokens) && (tokens.atWords("PIVOT") || tokens.atWords("UNPIVOT"))) {
                plan = pivots(plan, start);
            } else {
                return plan;
            }
        }
    }

    /** At a word that begins a join: the plan joined with what follows. */
    UnresolvedPlan joined(UnresolvedPlan plan, int start) {
        return tokens.atWords("NATURAL") ? naturalJoin(plan, start) : join(plan, start);
    }

    /** At TABLESAMPLE. */
    UnresolvedPlan sample(UnresolvedPlan plan, int start) {
        return samples.sample(plan, start);
    }

    private boolean atJoin() {
        return tokens.atWords("JOIN")
                || tokens.atWords("INNER")
                || tokens.atWords("CROSS")
                || tokens.atWords("LEFT")
                || tokens.atWords("RIGHT")
                || tokens.atWords("FULL")
                || tokens.atWords("SEMI")
                || tokens.atWords("ANTI");
    }

    private JoinKind joinKind() {
        String side = tokens.acceptAny("INNER", "CROSS", "LEFT", "RIGHT", "FULL", "SEMI", "ANTI");
        JoinKind kind = switch (side == null ? "INNER" : side) {
            case "CROSS" -> JoinKind.CROSS;
            case "SEMI" -> JoinKind.LEFT_SEMI;
            case "ANTI" -> JoinKind.LEFT_ANTI;
            case "LEFT" ->
                tokens.accept("SEMI")
                        ? JoinKind.LEFT_SEMI
                        : tokens.accept("ANTI") ? JoinKind.LEFT_ANTI : outer(JoinKind.LEFT_OUTER);
            case "RIGHT" -> outer(JoinKind.RIGHT_OUTER);
            case "FULL" -> outer(JoinKind.FULL_OUTER);
            default -> JoinKind.INNER;
        };
        tokens.expect("JOIN");
        return kind;
    }

    private JoinKind outer(JoinKind kind) {
        tokens.accept("OUTER");
        return kind;
    }

    private UnresolvedPlan join(UnresolvedPlan left, int start) {
        JoinKind kind = joinKind();
        boolean lateral = acceptLateral();
        UnresolvedPlan right = primary();
        JoinCriteria criteria = new JoinCriteria.None();
        if (tokens.accept("ON")) {
            criteria = new JoinCriteria.On(parsers.expressions().expression());
        } else if (tokens.accept("USING")) {
            criteria = new JoinCriteria.Using(parsers.names().nameList());
        }
        return join(left, right, kind, criteria, lateral, start);
    }

    private UnresolvedPlan naturalJoin(UnresolvedPlan left, int start) {
        int joinStart = tokens.mark();
        tokens.expect("NATURAL");
        JoinKind kind = joinKind();
        if (kind == JoinKind.CROSS) {
            throw SyntaxErrors.unsupported(tokens.since(joinStart), "NATURAL CROSS JOIN");
        }
        boolean lateral = acceptLateral();
        return join(left, primary(), kind, new JoinCriteria.Natural(), lateral, start);
    }

    private UnresolvedPlan join(
            UnresolvedPlan left,
            UnresolvedPlan right,
            JoinKind kind,
            JoinCriteria criteria,
            boolean lateral,
            int start) {
        return new Join(left, right, kind, criteria, lateral, tokens.originSince(start));
    }

    // Tables

    private UnresolvedPlan primary() {
        int start = tokens.mark();
        if (tokens.atSign("(")) {
            return parenthesis();
        }
        if (tokens.atWords("VALUES")
                && !tokens.peek(1).isSign(".")
                && !tokens.peek(1).isWord("AS")) {
            return inlineTable();
        }
        if (atStream()) {
            return stream();
        }
        if (!tokens.peek().isName()) {
            throw tokens.unexpected();
        }
        List<String> name = parsers.names().reference();
        if (tokens.atSign("(")) {
            return tableFunction(name, start);
        }
        NamedRelation named = new NamedRelation(name, false, options(), tokens.originSince(start));
        UnresolvedPlan table = new TimeTravelParser(parsers).at(named, start);
        return withWatermark(samples.sample(table, start), start);
    }

    private boolean atStream() {
        return tokens.atWords("STREAM")
                && tokens.peek(1).isName()
                && !tokens.peek(1).isWord("AS")
                && Keywords.mayBeTableAlias(tokens.peek(1))
                && (tokens.peek(2).kind() != Token.Kind.SIGN || !tokens.peek(2).isSign("=>"))
                && !startsClauseAfterNext();
    }

    private boolean startsClauseAfterNext() {
        int mark = tokens.mark();
        tokens.next();
        boolean clause = Keywords.startClause(tokens);
        tokens.reset(mark);
        return clause;
    }

    /** {@code STREAM t}: the table as a stream. */
    private UnresolvedPlan stream() {
        int start = tokens.mark();
        tokens.expect("STREAM");
        List<String> name = parsers.names().reference();
        return withWatermark(new NamedRelation(name, true, options(), tokens.originSince(start)), start);
    }

    private Map<String, String> options() {
        if (!tokens.atWords("WITH") || !tokens.peek(1).isSign("(")) {
            return Map.of();
        }
        tokens.expect("WITH");
        return parsers.statements().properties();
    }

    private UnresolvedPlan parenthesis() {
        return parsers.queries().atQueryInParentheses(0)
                ? tokens.either("query", this::subquery, this::relationInParentheses)
                : relationInParentheses();
    }

    private UnresolvedPlan subquery() {
        int start = tokens.mark();
        UnresolvedPlan query = parsers.queries().queryInParentheses();
        UnresolvedPlan sampled = samples.sample(query, start);
        Optional<Watermark> watermark = watermarks.watermark();
        UnresolvedPlan named = alias(sampled, start);
        UnresolvedPlan subquery = named instanceof SubqueryAlias
                ? named
                : new SubqueryAlias(named, NO_NAME, List.of(), tokens.originSince(start));
        return watermark.map(clause -> clause.over(subquery)).orElse(subquery);
    }

    private UnresolvedPlan relationInParentheses() {
        int start = tokens.mark();
        tokens.expectSign("(");
        UnresolvedPlan relation = relation();
        tokens.expectSign(")");
        return withWatermark(samples.sample(relation, start), start);
    }

    /** {@code VALUES (1, 'a'), (2, 'b')}; a single value makes a row of one column. */
    UnresolvedPlan inlineTable() {
        int start = tokens.mark();
        tokens.expect("VALUES");
        List<List<UnresolvedExpression>> rows = new ArrayList<>();
        do {
            UnresolvedExpression row = parsers.expressions().expression();
            rows.add(FunctionCall.rowOf(row));
        } while (tokens.acceptSign(","));
        return alias(new InlineTable(rows, tokens.originSince(start)), start);
    }

    /** {@code [AS] name [(columns)]}. */
    private UnresolvedPlan alias(UnresolvedPlan plan, int start) {
        boolean announced = tokens.accept("AS");
        if (announced && tokens.atSign("(")) {
            // AS is the name itself here, as nearly any keyword may be one
            return new SubqueryAlias(plan, "as", parsers.names().nameList(), tokens.originSince(start));
        }
        boolean clause = Keywords.startClause(tokens) && !Keywords.namesColumns(tokens);
        if (!announced && (!Keywords.mayBeTableAlias(tokens.peek()) || clause)) {
            return plan;
        }
        if (!Keywords.mayBeTableAlias(tokens.peek())) {
            throw tokens.unexpected();
        }
        String name = parsers.names().plainName();
        List<String> columns = tokens.atSign("(") ? parsers.names().nameList() : List.of();
        return new SubqueryAlias(plan, name, columns, tokens.originSince(start));
    }

    // Table functions

    /** {@code range(…)}, or any function that gives rows, which is a lateral view of one row. */
    private UnresolvedPlan tableFunction(List<String> name, int start) {
        UnresolvedExpression call = parsers.functions().call(name, start);
        Optional<UnresolvedPlan> range = range(call);
        if (range.isPresent()) {
            return withColumnOfAlias(range.get(), start);
        }
        Optional<Watermark> watermark = watermarks.watermark();
        UnresolvedPlan unnamed = new OneRow(tokens.originSince(start));
        String function = name.get(name.size() - 1);
        Optional<String> tableName = Optional.of(function);
        List<String> columns = List.of();
        if (alias(unnamed, start) instanceof SubqueryAlias alias) {
            tableName = Optional.of(alias.name());
            columns = alias.columnNames();
        }
        UnresolvedPlan rows = new LateralView(unnamed, call, false, tableName, columns, tokens.originSince(start));
        return watermark.isPresent()
                ? new SubqueryAlias(watermark.get().over(rows), tableName.get(), List.of(), tokens.originSince(start))
                : rows;
    }

    /** A table with its alias, and a watermark, which sees the alias. */
    private UnresolvedPlan withWatermark(UnresolvedPlan table, int start) {
        Optional<Watermark> watermark = watermarks.watermark();
        UnresolvedPlan named = alias(table, start);
        return watermark.map(clause -> clause.over(named)).orElse(named);
    }

    /** The same for a table function: a column that the clause adds belongs to the alias, too. */
    private UnresolvedPlan withColumnOfAlias(UnresolvedPlan rows, int start) {
        Optional<Watermark> watermark = watermarks.watermark();
        UnresolvedPlan named = alias(rows, start);
        if (watermark.isEmpty()) {
            return named;
        }
        UnresolvedPlan marked = watermark.get().over(named);
        return named instanceof SubqueryAlias alias
                ? new SubqueryAlias(marked, alias.name(), List.of(), alias.origin())
                : marked;
    }

    private static Optional<UnresolvedPlan> range(UnresolvedExpression call) {
        if (!(call instanceof FunctionCall function)
                || function.name().size() != 1
                || !function.name().get(0).equalsIgnoreCase("range")
                || function.arguments().isEmpty()
                || function.arguments().size() > 3) {
            return Optional.empty();
        }
        List<Long> numbers = new ArrayList<>();
        for (UnresolvedExpression argument : function.arguments()) {
            if (!(argument instanceof Literal literal)
                    || (!(literal.value() instanceof Integer) && !(literal.value() instanceof Long))
                    || !(literal.type() instanceof io.millrace.types.IntegralType)) {
                return Optional.empty();
            }
            numbers.add(((Number) literal.value()).longValue());
        }
        long start = numbers.size() == 1 ? 0 : numbers.get(0);
        long end = numbers.size() == 1 ? numbers.get(0) : numbers.get(1);
        long step = numbers.size() == 3 ? numbers.get(2) : 1;
        return step == 0 ? Optional.empty() : Optional.of(new Range(start, end, step, call.origin()));
    }

    // Pivots

    /** At PIVOT or UNPIVOT. */
    UnresolvedPlan pivots(UnresolvedPlan input, int start) {
        if (tokens.atWords("UNPIVOT")) {
            return unpivot(input, start);
        }
        tokens.expect("PIVOT");
        tokens.expectSign("(");
        List<UnresolvedExpression> aggregates = pivotAggregates();
        tokens.expect("FOR");
        UnresolvedExpression column = pivotColumn();
        tokens.expect("IN");
        tokens.expectSign("(");
        List<UnresolvedExpression> values = parsers.expressions().namedExpressions();
        tokens.expectSign(")");
        tokens.expectSign(")");
        Origin origin = tokens.originSince(start);
        UnresolvedPlan pivot = new Pivot(input, Optional.empty(), column, Optional.of(values), aggregates, origin);
        return alias(pivot, start);
    }

    private UnresolvedPlan unpivot(UnresolvedPlan input, int start) {
        tokens.expect("UNPIVOT");
        boolean includeNulls = tokens.accept("INCLUDE", "NULLS");
        if (!includeNulls) {
            tokens.accept("EXCLUDE", "NULLS");
        }
        tokens.expectOpening();
        boolean several = tokens.atSign("(");
        List<String> values =
                several ? parsers.names().nameList() : List.of(parsers.names().plainName());
        tokens.expect("FOR");
        String name = parsers.names().plainName();
        tokens.expect("IN");
        tokens.expectSign("(");
        List<UnpivotColumns> columns = new ArrayList<>();
        do {
            columns.add(unpivotColumns(several));
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        tokens.expectSign(")");
        return alias(new Unpivot(input, columns, name, values, includeNulls, tokens.originSince(start)), start);
    }

    private UnpivotColumns unpivotColumns(boolean several) {
        List<UnresolvedExpression> values = new ArrayList<>();
        if (several) {
            tokens.expectSign("(");
            do {
                values.add(column());
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
        } else {
            values.add(column());
        }
        boolean named = tokens.accept("AS") || tokens.peek().isName();
        return new UnpivotColumns(values, named ? Optional.of(parsers.names().plainName()) : Optional.empty());
    }

    private ColumnReference column() {
        int start = tokens.mark();
        List<String> parts = parsers.names().multipartName();
        return new ColumnReference(parts, tokens.originSince(start));
    }

    /** Here FOR ends the list, so that it is no name for the last aggregate. */
    private List<UnresolvedExpression> pivotAggregates() {
        List<UnresolvedExpression> aggregates = new ArrayList<>();
        do {
            int start = tokens.mark();
            UnresolvedExpression aggregate = parsers.expressions().expression();
            if (tokens.accept("AS") || (!tokens.atWords("FOR") && tokens.peek().isName())) {
                List<String> name = List.of(parsers.names().plainName());
                aggregate = new Alias(aggregate, name, Optional.empty(), tokens.originSince(start));
            }
            aggregates.add(aggregate);
        } while (tokens.acceptSign(","));
        return aggregates;
    }

    private UnresolvedExpression pivotColumn() {
        int start = tokens.mark();
        if (!tokens.atSign("(")) {
            return new ColumnReference(List.of(parsers.names().plainName()), tokens.originSince(start));
        }
        List<UnresolvedExpression> columns = new ArrayList<>();
        for (String name : parsers.names().nameList()) {
            columns.add(new ColumnReference(List.of(name), tokens.originSince(start)));
        }
        return columns.size() == 1 ? columns.get(0) : parsers.expressions().call(FunctionCall.ROW, start, columns);
    }
}

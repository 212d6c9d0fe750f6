package io.millrace.engine.optimizer;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.RowNumbers;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.optimizer.UnnestSubqueries.Independent;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes a sub-query for all values of its parameters at once, following Neumann and Kemper, "Unnesting Arbitrary
 * Queries": the domain, which is all different values that the rows around have, is pushed down to where the sub-query's rows
 * come from; every operator on the way keeps the rows of different values apart.
 *
 * <pre>
 *   Limit[1]                                     Filter[number <= 1]
 *     └ Sort[x]                                    └ Window[PARTITION BY d ORDER BY x; number]
 *         └ Filter[x > p]             →                └ Filter[x > d]
 *             └ t                                          └ CROSS join
 *                                                              ├ domain: Aggregate[p AS d]
 *                                                              │           └ the rows around
 *                                                              └ t
 * </pre>
 */
final class OverDomain {
    private final List<Attribute> parameters;
    private final Set<Long> parameterIds = new HashSet<>();
    private final LogicalPlan around;

    private OverDomain(List<Attribute> parameters, LogicalPlan around) {
        this.parameters = parameters;
        this.around = around;
        parameters.forEach(parameter -> parameterIds.add(parameter.id()));
    }

    /**
     * @param around the rows around the sub-query, whose columns its parameters are
     * @param origin where the sub-query is written
     */
    static Independent of(LogicalPlan subquery, List<Attribute> parameters, LogicalPlan around, Origin origin) {
        if (around.isStreaming()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_FEATURE__PLAN,
                    "feature",
                    "this correlated sub-query over the rows of a stream"));
        }
        parameters.forEach(parameter -> requireComparable(parameter, origin));
        Spread spread = new OverDomain(parameters, around).spread(subquery);
        List<Assignment> columns =
                new ArrayList<>(subquery.output().stream().map(Assignment::pass).toList());
        spread.domain().forEach(column -> columns.add(Assignment.pass(column)));
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            conditions.add(
                    Operators.call("<=>", parameters.get(i), spread.domain().get(i)));
        }
        return new Independent(new LogicalPlan.Project(spread.plan(), columns), conditions);
    }

    private static void requireComparable(Attribute parameter, Origin origin) {
        if (!ValueOrder.isOrdered(parameter.type())) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition
                                    .UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_CORRELATED_REFERENCE_DATA_TYPE,
                            "expr",
                            parameter.name().replaceFirst("^outer\\((.*)\\)$", "$1"),
                            "dataType",
                            parameter.type().typeName())
                    .at(origin.position()));
        }
    }

    /**
     * A part of the sub-query for all values of the parameters.
     *
     * @param domain the columns that say for which values a row is, one for each parameter
     */
    private record Spread(LogicalPlan plan, List<Attribute> domain) {}

    private Spread domain() {
        List<Assignment> groupings = parameters.stream()
                .map(parameter ->
                        new Assignment(Attribute.create("domain", parameter.type(), parameter.nullable()), parameter))
                .toList();
        LogicalPlan domain = new LogicalPlan.Aggregate(around, groupings, List.of());
        return new Spread(domain, domain.output());
    }

    private boolean uses(LogicalPlan plan) {
        return Trees.contains(
                plan,
                node -> Expressions.of(node).stream()
                        .anyMatch(expression ->
                                Trees.references(expression).stream().anyMatch(parameterIds::contains)));
    }

    private Expression replace(Expression expression, List<Attribute> domain) {
        Map<Long, Expression> values = new HashMap<>();
        for (int i = 0; i < domain.size(); i++) {
            values.put(parameters.get(i).id(), domain.get(i));
        }
        return Trees.replace(expression, values);
    }

    private Spread spread(LogicalPlan plan) {
        if (!uses(plan)) {
            Spread domain = domain();
            return new Spread(join(domain.plan(), plan, JoinKind.CROSS, List.of()), domain.domain());
        }
        return switch (plan) {
            case LogicalPlan.Filter filter -> {
                Spread input = spread(filter.input());
                yield new Spread(
                        new LogicalPlan.Filter(input.plan(), replace(filter.condition(), input.domain())),
                        input.domain());
            }
            case LogicalPlan.Project project -> {
                Spread input = spread(project.input());
                List<Assignment> assignments = replace(project.assignments(), input.domain());
                input.domain().forEach(column -> assignments.add(Assignment.pass(column)));
                yield new Spread(new LogicalPlan.Project(input.plan(), assignments), input.domain());
            }
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Deduplicate deduplicate -> {
                Spread input = spread(deduplicate.input());
                List<Attribute> keys = new ArrayList<>(deduplicate.keys());
                keys.addAll(input.domain());
                yield new Spread(
                        new LogicalPlan.Deduplicate(input.plan(), keys, deduplicate.withinWatermark()), input.domain());
            }
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.Lookup lookup -> lookup(lookup);
            case LogicalPlan.Union union -> union(union);
            case LogicalPlan.Limit limit -> limit(limit);
            case LogicalPlan.Window window -> {
                Spread input = spread(window.input());
                yield new Spread(window(window, input), input.domain());
            }
            case LogicalPlan.Sort sort -> mapped(sort);
            case LogicalPlan.Generate generate -> mapped(generate);
            case LogicalPlan.Expand expand -> {
                Spread input = spread(expand.input());
                List<List<Expression>> projections = new ArrayList<>();
                for (List<Expression> projection : expand.projections()) {
                    List<Expression> values = new ArrayList<>();
                    projection.forEach(value -> values.add(replace(value, input.domain())));
                    values.addAll(input.domain());
                    projections.add(values);
                }
                List<Attribute> domain =
                        input.domain().stream().map(Attribute::fresh).toList();
                List<Attribute> output = new ArrayList<>(expand.output());
                output.addAll(domain);
                yield new Spread(new LogicalPlan.Expand(input.plan(), projections, output), domain);
            }
            case LogicalPlan.Tail ignored -> throw notYet();
            case LogicalPlan.Recursion ignored -> throw notYet();
            case LogicalPlan.LevelBefore ignored -> throw notYet();
            case LogicalPlan.Shared ignored -> throw notYet();
            case LogicalPlan.RowWise ignored -> throw notYet();
            case LogicalPlan.Watermark ignored -> throw notYet();
            case LogicalPlan.LateralJoin ignored -> throw notYet();
            case LogicalPlan.TableScan ignored -> throw notYet();
            case LogicalPlan.StreamScan ignored -> throw notYet();
        };
    }

    private static MillraceException notYet() {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "this correlated sub-query"));
    }

    private List<Assignment> replace(List<Assignment> assignments, List<Attribute> domain) {
        List<Assignment> replaced = new ArrayList<>();
        assignments.forEach(a -> replaced.add(new Assignment(a.target(), replace(a.value(), domain))));
        return replaced;
    }

    private Spread mapped(LogicalPlan plan) {
        Spread input = spread(plan.inputs().getFirst());
        LogicalPlan mapped = Expressions.map(plan, expression -> replace(expression, input.domain()));
        return new Spread(mapped.withInputs(List.of(input.plan())), input.domain());
    }

    private LogicalPlan window(LogicalPlan.Window window, Spread input) {
        List<Expression> partitions = new ArrayList<>(input.domain());
        window.partitions().forEach(partition -> partitions.add(replace(partition, input.domain())));
        List<SortKey> order = window.order().stream()
                .map(key -> new SortKey(replace(key.value(), input.domain()), key.ascending(), key.nullsFirst()))
                .toList();
        return new LogicalPlan.Window(input.plan(), partitions, order, replace(window.calls(), input.domain()));
    }

    /** An aggregate of everything gives a row for each value of the domain, also where there is nothing. */
    private Spread aggregate(LogicalPlan.Aggregate aggregate) {
        Spread input = spread(aggregate.input());
        List<Assignment> groupings = replace(aggregate.groupings(), input.domain());
        input.domain().forEach(column -> groupings.add(Assignment.pass(column)));
        if (!aggregate.groupings().isEmpty()) {
            return new Spread(
                    new LogicalPlan.Aggregate(input.plan(), groupings, replace(aggregate.aggregates(), input.domain())),
                    input.domain());
        }
        List<Assignment> inner = new ArrayList<>();
        List<Assignment> values = new ArrayList<>();
        for (Assignment assignment : replace(aggregate.aggregates(), input.domain())) {
            Attribute target = assignment.target().fresh();
            inner.add(new Assignment(target, assignment.value()));
            Constant nothing = EmptyAggregates.value((AggregateCall) assignment.value());
            Attribute found = target.withNullable(true);
            values.add(new Assignment(
                    assignment.target(), nothing.value() == null ? found : Operators.call("coalesce", found, nothing)));
        }
        Spread all = domain();
        LogicalPlan joined = join(
                all.plan(),
                new LogicalPlan.Aggregate(input.plan(), groupings, inner),
                JoinKind.LEFT_OUTER,
                same(all.domain(), input.domain()));
        all.domain().forEach(column -> values.add(Assignment.pass(column)));
        return new Spread(new LogicalPlan.Project(joined, values), all.domain());
    }

    private static List<Expression> same(List<Attribute> left, List<Attribute> right) {
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            conditions.add(Operators.call("<=>", left.get(i), right.get(i)));
        }
        return conditions;
    }

    private static LogicalPlan join(LogicalPlan left, LogicalPlan right, JoinKind kind, List<Expression> conditions) {
        List<Attribute> output = new ArrayList<>();
        boolean nullsLeft = kind == JoinKind.RIGHT_OUTER || kind == JoinKind.FULL_OUTER;
        boolean nullsRight = kind == JoinKind.LEFT_OUTER || kind == JoinKind.FULL_OUTER;
        left.output().forEach(column -> output.add(nullsLeft ? column.withNullable(true) : column));
        if (kind != JoinKind.LEFT_SEMI && kind != JoinKind.LEFT_ANTI) {
            right.output().forEach(column -> output.add(nullsRight ? column.withNullable(true) : column));
        }
        return new LogicalPlan.Join(left, right, kind, Conjunction.ifAny(conditions), output);
    }

    private Spread join(LogicalPlan.Join join) {
        JoinKind kind = join.kind() == JoinKind.CROSS && join.condition().isPresent() ? JoinKind.INNER : join.kind();
        boolean inner = kind == JoinKind.INNER || kind == JoinKind.CROSS;
        boolean leftAlone = !uses(join.right())
                && (inner || kind == JoinKind.LEFT_OUTER || kind == JoinKind.LEFT_SEMI || kind == JoinKind.LEFT_ANTI);
        boolean rightAlone = !uses(join.left()) && (inner || kind == JoinKind.RIGHT_OUTER);
        boolean bothSides = !leftAlone && !rightAlone;
        Spread left = leftAlone || bothSides ? spread(join.left()) : new Spread(join.left(), List.of());
        Spread right = leftAlone ? new Spread(join.right(), List.of()) : spread(join.right());
        List<Attribute> domain = left.domain().isEmpty() ? right.domain() : left.domain();
        List<Expression> conditions = new ArrayList<>(bothSides ? same(left.domain(), right.domain()) : List.of());
        join.condition().ifPresent(condition -> conditions.add(replace(condition, domain)));
        JoinKind joinKind = kind == JoinKind.CROSS && !conditions.isEmpty() ? JoinKind.INNER : kind;
        LogicalPlan joined = join(left.plan(), right.plan(), joinKind, conditions);
        boolean mayMissLeft = bothSides && (kind == JoinKind.RIGHT_OUTER || kind == JoinKind.FULL_OUTER);
        return mayMissLeft
                ? eitherDomain(joined, join.output(), left.domain(), right.domain())
                : new Spread(joined, domain);
    }

    /** After an outer join the domain may come from either side. */
    private static Spread eitherDomain(
            LogicalPlan joined, List<Attribute> output, List<Attribute> left, List<Attribute> right) {
        List<Assignment> columns =
                new ArrayList<>(output.stream().map(Assignment::pass).toList());
        List<Attribute> domain = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Attribute either = left.get(i).fresh().withNullable(true);
            columns.add(new Assignment(
                    either,
                    Operators.call(
                            "coalesce",
                            left.get(i).withNullable(true),
                            right.get(i).withNullable(true))));
            domain.add(either);
        }
        return new Spread(new LogicalPlan.Project(joined, columns), domain);
    }

    private Spread lookup(LogicalPlan.Lookup lookup) {
        Spread left = spread(lookup.left());
        Spread right = uses(lookup.right()) ? spread(lookup.right()) : new Spread(lookup.right(), List.of());
        List<Expression> conditions = new ArrayList<>();
        if (!right.domain().isEmpty()) {
            conditions.addAll(same(left.domain(), right.domain()));
        }
        lookup.condition().ifPresent(condition -> conditions.add(replace(condition, left.domain())));
        List<Attribute> output = new ArrayList<>(left.plan().output());
        if (lookup.kind() == LogicalPlan.LookupKind.MARK) {
            output.addAll(lookup.found());
        } else {
            right.plan().output().forEach(column -> output.add(column.withNullable(true)));
        }
        return new Spread(
                new LogicalPlan.Lookup(
                        left.plan(),
                        right.plan(),
                        lookup.kind(),
                        Conjunction.ifAny(conditions),
                        output,
                        lookup.origin()),
                left.domain());
    }

    private Spread union(LogicalPlan.Union union) {
        List<LogicalPlan> inputs = new ArrayList<>();
        List<Attribute> domain = List.of();
        for (LogicalPlan input : union.inputs()) {
            Spread spread = spread(input);
            List<Assignment> columns = new ArrayList<>(
                    input.output().stream().map(Assignment::pass).toList());
            spread.domain().forEach(column -> columns.add(Assignment.pass(column)));
            inputs.add(new LogicalPlan.Project(spread.plan(), columns));
            domain = spread.domain();
        }
        List<Attribute> fresh = domain.stream().map(Attribute::fresh).toList();
        List<Attribute> output = new ArrayList<>(union.output());
        output.addAll(fresh);
        return new Spread(new LogicalPlan.Union(inputs, output), fresh);
    }

    /** So many rows for each value: rows are numbered within it. */
    private Spread limit(LogicalPlan.Limit limit) {
        Spread input = spread(limit.input());
        List<SortKey> order = limit.input() instanceof LogicalPlan.Sort sort
                ? sort.keys().stream()
                        .map(key ->
                                new SortKey(replace(key.value(), input.domain()), key.ascending(), key.nullsFirst()))
                        .toList()
                : List.of();
        LogicalPlan.Window numbered = RowNumbers.within(input.plan(), input.domain(), order);
        Attribute number = numbered.calls().getFirst().target();
        List<Expression> conditions = new ArrayList<>();
        if (limit.offset() > 0) {
            conditions.add(Operators.call(">", number, new Constant(limit.offset(), DataTypes.LongType)));
        }
        if (limit.count() >= 0) {
            long end =
                    limit.count() > Long.MAX_VALUE - limit.offset() ? Long.MAX_VALUE : limit.offset() + limit.count();
            conditions.add(Operators.call("<=", number, new Constant(end, DataTypes.LongType)));
        }
        LogicalPlan chosen = Conjunction.ifAny(conditions)
                .<LogicalPlan>map(condition -> new LogicalPlan.Filter(numbered, condition))
                .orElse(numbered);
        return new Spread(chosen, input.domain());
    }
}

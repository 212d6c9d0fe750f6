package io.millrace.engine.analysis;

import io.millrace.engine.builtin.GroupingFunctions;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Canonical;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.expression.Expression.Subquery;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.RankFunction;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.Metadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Splits expressions over groups into what is grouped by, what is aggregated, and what is computed from these.
 *
 * <pre>
 *   SELECT k + 1, sum(v) * 2 … GROUP BY k     →     Project[k + 1, s * 2]
 *                                                     └ Aggregate[k; s = sum(v)]
 * </pre>
 */
final class Grouping {
    private static final String WINDOW_TIME = "window_time";
    private static final Set<RankFunction.Kind> RANKS_OF_ORDER =
            Set.of(RankFunction.Kind.RANK, RankFunction.Kind.DENSE_RANK, RankFunction.Kind.PERCENT_RANK);

    private final Optional<OuterColumns> outer;
    private final Origin origin;
    private final Optional<GroupingSets> sets;
    /** What is grouped by, and the column that it becomes. */
    private final List<Assignment> keys;

    private final Map<Expression, Attribute> aggregates = new LinkedHashMap<>();

    /**
     * @param outer the columns around the sub-query that this is a part of
     * @param origin the query
     */
    Grouping(List<Expression> groupings, Optional<OuterColumns> outer, Origin origin) {
        this.outer = outer;
        this.origin = origin;
        this.sets = Optional.empty();
        this.keys = groupings.stream().map(this::key).toList();
    }

    /** @param sets the places of the grouping expressions that each grouping set has */
    Grouping(List<Expression> groupings, List<List<Integer>> sets, Optional<OuterColumns> outer, Origin origin) {
        GroupingSets grouped = new GroupingSets(groupings, sets);
        this.outer = outer;
        this.origin = origin;
        this.sets = Optional.of(grouped);
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < groupings.size(); i++) {
            assignments.add(new Assignment(grouped.keys().get(i), groupings.get(i)));
        }
        this.keys = assignments;
    }

    private Assignment key(Expression expression) {
        if (expression instanceof Attribute attribute && !isOuter(attribute)) {
            return Assignment.pass(attribute);
        }
        String name = ExpressionText.pretty(expression);
        return new Assignment(
                Attribute.create(name, expression.type(), expression.nullable(), Metadata.empty()), expression);
    }

    /** What is grouped by. */
    List<Expression> groupings() {
        return keys.stream().map(Assignment::value).toList();
    }

    private boolean isOuter(Attribute attribute) {
        return outer.filter(columns -> columns.isParameter(attribute.id())).isPresent();
    }

    /** Refuses {@code grouping()} and {@code grouping_id()} where there are no grouping sets. */
    static void refuseMarkers(Expression expression, Origin origin) {
        if (Trees.contains(expression, GroupingFunctions::isMarker)) {
            throw misplacedMarker(origin);
        }
    }

    private static MillraceException misplacedMarker(Origin origin) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.UNSUPPORTED_GROUPING_EXPRESSION).at(origin.position()));
    }

    /** Refuses them in a select list, unless there are grouping sets here. */
    void refuseMarkers(SelectList list) {
        if (sets.isEmpty() && list.marker().isPresent()) {
            throw misplacedMarker(list.marker().get());
        }
    }

    /** The columns grouped by that some grouping set lacks and that are not nullable by themselves. */
    Set<Long> leftOut() {
        Set<Long> ids = new HashSet<>();
        for (Assignment key : keys) {
            if (key.value() instanceof Attribute column
                    && !column.nullable()
                    && key.target().nullable()) {
                ids.add(column.id());
            }
        }
        return ids;
    }

    /** The node; ask after everything above it went through {@link #rewrite}. */
    LogicalPlan aggregate(LogicalPlan input) {
        List<Assignment> calls = new ArrayList<>();
        aggregates.forEach((call, target) -> calls.add(new Assignment(target, call)));
        return sets.<LogicalPlan>map(some -> new LogicalPlan.Aggregate(some.expand(input), some.groupings(), calls))
                .orElseGet(() -> new LogicalPlan.Aggregate(input, keys, calls));
    }

    /** Whether an expression is looked up as a whole, rather than part by part. */
    static boolean isWhole(Expression expression) {
        return expression instanceof Attribute
                || expression instanceof AggregateCall
                || GroupingFunctions.isMarker(expression);
    }

    /** Windows are computed above the groups, unless grouping sets make rows of their keys first. */
    private boolean isBelow(Expression key) {
        return sets.isPresent() || !Trees.contains(key, WindowCall.class::isInstance);
    }

    boolean hasSets() {
        return sets.isPresent();
    }

    /** Whether an expression is one that is grouped by. */
    boolean isKey(Expression expression) {
        return keys.stream().anyMatch(key -> Canonical.same(key.value(), expression));
    }

    /** A literal key is what it was written as, though zeros lose their sign where they are compared. */
    private boolean isLiteralKey(Assignment key) {
        return sets.isEmpty() && !(key.value() instanceof Attribute) && Constants.isConstant(key.value());
    }

    /** The expression in terms of what the aggregate gives. */
    Expression rewrite(Expression expression) {
        return rewrite(expression, false);
    }

    /** @param insideRoutine whether this is what a function written in SQL computes, which happens above the groups */
    private Expression rewrite(Expression expression, boolean insideRoutine) {
        for (Assignment key : keys) {
            if (Canonical.same(key.value(), expression) && isBelow(expression)) {
                return isLiteralKey(key) ? key.value() : key.target();
            }
        }
        if (expression instanceof AggregateCall call) {
            return aggregated(call);
        }
        if (GroupingFunctions.isMarker(expression)) {
            return marker(expression);
        }
        if (expression instanceof Attribute attribute) {
            if (isOuter(attribute)) {
                return attribute;
            }
            throw notGrouped(attribute);
        }
        if (expression.isCallOf(WINDOW_TIME)) {
            // On Spark the time of a window is a column of the rows, and not of the groups.
            throw notGrouped(expression);
        }
        if (expression instanceof Subquery subquery
                && subquery.kind() == Subquery.Kind.SCALAR
                && !insideRoutine
                && !subquery.arguments().isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION,
                    "sqlExpr",
                    "\"" + ExpressionText.pretty(subquery) + "\""));
        }
        if (expression.children().isEmpty()) {
            return expression;
        }
        if (expression instanceof ScalarCall call
                && call.function().standsForFirst()
                && !call.function().isRoutine()) {
            // What is only shown need not be grouped by.
            return rewrite(call.arguments().getFirst(), insideRoutine);
        }
        if (expression instanceof WindowCall window
                && window.function() instanceof Expression.RankCall rank
                && RANKS_OF_ORDER.contains(rank.function().kind())) {
            // For Spark the order is what such a function is called with, and is looked at before the partitions.
            window.order().forEach(key -> rewrite(key.value(), insideRoutine));
        }
        List<Expression> children = expression.children().stream()
                .map(child -> rewrite(child, insideRoutine || RoutineCalls.isCall(expression)))
                .toList();
        // A key that a grouping set leaves out is null there.
        return expression instanceof ScalarCall call && sets.isPresent()
                ? new ScalarCall(
                        call.function(),
                        children,
                        GroupingSets.containerOf(call, children),
                        call.function().nullable(children, call.nullable()))
                : expression.withChildren(children);
    }

    private Expression marker(Expression call) {
        return sets.orElseThrow(() -> misplacedMarker(Origin.NONE)).marker(call);
    }

    private Attribute aggregated(AggregateCall call) {
        for (Expression part : call.children()) {
            if (Trees.contains(part, WindowCall.class::isInstance)) {
                throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1031));
            }
            refuseNested(part);
            if (dependsOnChance(part)) {
                throw new MillraceException(ErrorDetail.of(
                                ErrorCondition.AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION,
                                "sqlExpr",
                                "\"" + ExpressionText.pretty(call) + "\"")
                        .at(call.function().origin().position()));
            }
        }
        return aggregates.computeIfAbsent(
                (AggregateCall) Trees.transform(call, part -> GroupingFunctions.isMarker(part) ? marker(part) : part),
                ignored ->
                        Attribute.create(ExpressionText.pretty(call), call.type(), call.nullable(), Metadata.empty()));
    }

    /** Whether chance decides; what a function written in SQL is given is computed below the groups, where it may. */
    private static boolean dependsOnChance(Expression part) {
        if (RoutineCalls.isCall(part)) {
            List<Expression> given = part.children().subList(1, part.children().size());
            return given.stream().noneMatch(Chance::isIn)
                    && Chance.isIn(part.children().getFirst());
        }
        return Chance.decides(part) || part.children().stream().anyMatch(Grouping::dependsOnChance);
    }

    /** Refuses an aggregate in a part of another. */
    static void refuseNested(Expression part) {
        aggregateIn(part).ifPresent(inner -> {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.NESTED_AGGREGATE_FUNCTION)
                    .at(inner.function().origin().position()));
        });
    }

    static Optional<AggregateCall> aggregateIn(Expression expression) {
        return Trees.find(
                expression, part -> part instanceof AggregateCall call ? Optional.of(call) : Optional.empty());
    }

    /** Whether an error says that a column is neither grouped by nor aggregated. */
    static boolean isNotGrouped(MillraceException error) {
        return error.detail().condition() == ErrorCondition.MISSING_GROUP_BY
                || error.detail().condition() == ErrorCondition.MISSING_AGGREGATION;
    }

    private MillraceException notGrouped(Expression column) {
        String name = ExpressionText.pretty(column);
        if (keys.isEmpty()) {
            return new MillraceException(
                    ErrorDetail.of(ErrorCondition.MISSING_GROUP_BY).at(origin.position()));
        }
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.MISSING_AGGREGATION,
                "expression",
                "\"" + name + "\"",
                "expressionAnyValue",
                "\"any_value(" + name + ")\""));
    }
}

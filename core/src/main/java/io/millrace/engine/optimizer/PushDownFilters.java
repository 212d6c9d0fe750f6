package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Filters move towards the source, one condition at a time.
 *
 * <pre>
 *   Filter[a > 1 AND w > 2]            Project[a, b + 1 AS w]
 *     └ Project[a, b + 1 AS w]    →      └ Filter[a > 1 AND b + 1 > 2]
 *         └ t                                └ t
 * </pre>
 *
 * <p>A filter passes a watermark only if it does not look at the event time, as in Spark: rows that it drops then do not
 * move the watermark. It passes a join only on sides that the join does not fill with nulls; between the
 * sides of an inner join it becomes part of the join's condition, where equalities find their rows by hash.
 */
final class PushDownFilters implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transformDown(plan, node -> switch (node) {
            case LogicalPlan.Filter filter -> push(filter);
            case LogicalPlan.Join join when join.kind() == JoinKind.INNER -> split(join);
            default -> node;
        });
    }

    /** What the condition of an inner join says of one side alone is a filter of that side. */
    private static LogicalPlan split(LogicalPlan.Join join) {
        List<Expression> conditions = join.condition().map(Trees::conjuncts).orElse(List.of());
        Set<Long> left = ids(join.left().output());
        Set<Long> right = ids(join.right().output());
        Map<Boolean, List<Expression>> byKind = conditions.stream().collect(Collectors.partitioningBy(condition -> {
            Set<Long> references = Trees.references(condition);
            return !references.isEmpty()
                    && Trees.isDeterministic(condition)
                    && (left.containsAll(references) || right.containsAll(references));
        }));
        LogicalPlan.Join rest = new LogicalPlan.Join(
                join.left(), join.right(), join.kind(), Conjunction.ifAny(byKind.get(false)), join.output());
        return byKind.get(true).isEmpty() ? join : intoJoin(rest, byKind.get(true));
    }

    static LogicalPlan push(LogicalPlan.Filter filter) {
        List<Expression> conditions = Trees.conjuncts(filter.condition());
        return switch (filter.input()) {
            case LogicalPlan.Filter below -> {
                List<Expression> all = new ArrayList<>(Trees.conjuncts(below.condition()));
                all.addAll(conditions);
                yield all.stream().allMatch(Trees::isDeterministic) ? stack(below.input(), all) : filter;
            }
            case LogicalPlan.Project project -> throughProject(project, conditions);
            case LogicalPlan.Watermark watermark ->
                split(
                        watermark,
                        conditions,
                        condition -> !Trees.references(condition)
                                .contains(watermark.eventTime().id()));
            case LogicalPlan.Generate generate -> {
                Set<Long> below = ids(generate.input().output());
                yield split(generate, conditions, condition -> below.containsAll(Trees.references(condition)));
            }
            case LogicalPlan.Join join -> intoJoin(join, conditions);
            case LogicalPlan.Union union -> intoUnion(union, conditions);
            case LogicalPlan.Aggregate aggregate -> throughAggregate(aggregate, conditions);
            case LogicalPlan.TableScan ignored -> filter;
            case LogicalPlan.StreamScan ignored -> filter;
            case LogicalPlan.Sort sort ->
                new LogicalPlan.Sort(push(new LogicalPlan.Filter(sort.input(), filter.condition())), sort.keys());
            case LogicalPlan.RowWise ignored -> filter;
            case LogicalPlan.Limit ignored -> filter;
            case LogicalPlan.Tail ignored -> filter;
            case LogicalPlan.Recursion ignored -> filter;
            case LogicalPlan.LevelBefore ignored -> filter;
            case LogicalPlan.Shared ignored -> filter;
            case LogicalPlan.Deduplicate ignored -> filter;
            case LogicalPlan.Expand ignored -> filter;
            case LogicalPlan.LateralJoin ignored -> filter;
            case LogicalPlan.Lookup lookup -> intoLookup(lookup, conditions);
            case LogicalPlan.Window window -> throughWindow(window, conditions);
        };
    }

    private static LogicalPlan throughProject(LogicalPlan.Project project, List<Expression> conditions) {
        Map<Long, Expression> values = new HashMap<>();
        for (Assignment assignment : project.assignments()) {
            values.put(assignment.target().id(), assignment.value());
        }
        boolean deterministic = project.assignments().stream().allMatch(a -> Trees.isDeterministic(a.value()));
        // What rows move a watermark counts more than what their values cost.
        boolean anyCost = Trees.contains(project.input(), LogicalPlan.Watermark.class::isInstance);
        List<Expression> pushed = new ArrayList<>();
        List<Expression> kept = new ArrayList<>();
        for (Expression condition : conditions) {
            if (deterministic && Trees.isDeterministic(condition) && (anyCost || isCheap(condition, values))) {
                pushed.add(Trees.replace(condition, values));
            } else {
                kept.add(condition);
            }
        }
        return pushed.isEmpty()
                ? stack(project, kept)
                : stack(new LogicalPlan.Project(stack(project.input(), pushed), project.assignments()), kept);
    }

    /** Whether nothing that costs (parsing JSON, say) would be computed a second time by the moved condition. */
    private static boolean isCheap(Expression condition, Map<Long, Expression> values) {
        return Trees.references(condition).stream()
                .map(values::get)
                .noneMatch(value -> value != null && Costs.isExpensive(value));
    }

    private static LogicalPlan split(
            LogicalPlan node, List<Expression> conditions, java.util.function.Predicate<Expression> mayPass) {
        List<Expression> pushed = new ArrayList<>();
        List<Expression> kept = new ArrayList<>();
        conditions.forEach(condition ->
                (mayPass.test(condition) && Trees.isDeterministic(condition) ? pushed : kept).add(condition));
        return pushed.isEmpty()
                ? stack(node, kept)
                : stack(node.withInputs(List.of(stack(node.inputs().getFirst(), pushed))), kept);
    }

    private static LogicalPlan intoJoin(LogicalPlan.Join join, List<Expression> conditions) {
        Set<Long> left = ids(join.left().output());
        Set<Long> right = ids(join.right().output());
        boolean leftMayFilter = join.kind() != JoinKind.RIGHT_OUTER && join.kind() != JoinKind.FULL_OUTER;
        boolean inner = join.kind() == JoinKind.INNER || join.kind() == JoinKind.CROSS;
        boolean rightMayFilter = inner || join.kind() == JoinKind.RIGHT_OUTER;
        List<Expression> toLeft = new ArrayList<>();
        List<Expression> toRight = new ArrayList<>();
        List<Expression> joining =
                new ArrayList<>(join.condition().map(Trees::conjuncts).orElse(List.of()));
        List<Expression> kept = new ArrayList<>();
        for (Expression condition : conditions) {
            Set<Long> references = Trees.references(condition);
            boolean movable = Trees.isDeterministic(condition) && !references.isEmpty();
            if (movable && leftMayFilter && left.containsAll(references)) {
                toLeft.add(condition);
            } else if (movable && rightMayFilter && right.containsAll(references)) {
                toRight.add(condition);
            } else if (movable && inner) {
                joining.add(condition);
            } else {
                kept.add(condition);
            }
        }
        LogicalPlan joined = new LogicalPlan.Join(
                stack(join.left(), toLeft),
                stack(join.right(), toRight),
                inner && !joining.isEmpty() ? JoinKind.INNER : join.kind(),
                joining.isEmpty() ? Optional.empty() : Optional.of(Conjunction.of(joining)),
                join.output());
        return stack(joined, kept);
    }

    private static LogicalPlan intoLookup(LogicalPlan.Lookup lookup, List<Expression> conditions) {
        Set<Long> left = ids(lookup.left().output());
        List<Expression> toLeft = new ArrayList<>();
        List<Expression> kept = new ArrayList<>();
        for (Expression condition : conditions) {
            boolean movable = Trees.isDeterministic(condition) && left.containsAll(Trees.references(condition));
            (movable ? toLeft : kept).add(condition);
        }
        return stack(lookup.withInputs(List.of(stack(lookup.left(), toLeft), lookup.right())), kept);
    }

    /** A condition on what divides rows into windows leaves whole windows out. */
    private static LogicalPlan throughWindow(LogicalPlan.Window window, List<Expression> conditions) {
        Set<Long> partitions = new HashSet<>();
        for (Expression partition : window.partitions()) {
            if (partition instanceof Attribute attribute) {
                partitions.add(attribute.id());
            }
        }
        return split(window, conditions, condition -> {
            Set<Long> references = Trees.references(condition);
            return !references.isEmpty() && partitions.containsAll(references);
        });
    }

    private static LogicalPlan intoUnion(LogicalPlan.Union union, List<Expression> conditions) {
        if (!conditions.stream().allMatch(Trees::isDeterministic)) {
            return stack(union, conditions);
        }
        List<LogicalPlan> inputs = new ArrayList<>();
        for (LogicalPlan input : union.inputs()) {
            Map<Long, Expression> columns = new HashMap<>();
            for (int i = 0; i < union.output().size(); i++) {
                columns.put(union.output().get(i).id(), input.output().get(i));
            }
            inputs.add(stack(
                    input,
                    conditions.stream()
                            .map(condition -> Trees.replace(condition, columns))
                            .toList()));
        }
        return new LogicalPlan.Union(inputs, union.output());
    }

    /** Conditions on grouping columns only hold for all rows of a group or for none. */
    private static LogicalPlan throughAggregate(LogicalPlan.Aggregate aggregate, List<Expression> conditions) {
        if (aggregate.groupings().isEmpty()) {
            return stack(aggregate, conditions);
        }
        Map<Long, Expression> values = new HashMap<>();
        aggregate.groupings().forEach(a -> values.put(a.target().id(), a.value()));
        List<Expression> pushed = new ArrayList<>();
        List<Expression> kept = new ArrayList<>();
        for (Expression condition : conditions) {
            Set<Long> references = Trees.references(condition);
            boolean movable = !references.isEmpty() && values.keySet().containsAll(references);
            if (movable && Trees.isDeterministic(condition)) {
                pushed.add(Trees.replace(condition, values));
            } else {
                kept.add(condition);
            }
        }
        LogicalPlan below = stack(aggregate.input(), pushed);
        return stack(new LogicalPlan.Aggregate(below, aggregate.groupings(), aggregate.aggregates()), kept);
    }

    private static Set<Long> ids(List<Attribute> attributes) {
        Set<Long> ids = new HashSet<>();
        attributes.forEach(attribute -> ids.add(attribute.id()));
        return ids;
    }

    private static LogicalPlan stack(LogicalPlan input, List<Expression> conditions) {
        return conditions.isEmpty() ? input : new LogicalPlan.Filter(input, Conjunction.of(conditions));
    }
}

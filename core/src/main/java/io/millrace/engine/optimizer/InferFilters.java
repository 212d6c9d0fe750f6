package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of a stream that a join has no use for are dropped below the watermark, so that they do not move it, as in Spark:
 *
 * <pre>
 *   stream JOIN table ON k = key AND v > lim WHERE key &lt; 'c'     →     stream WHERE k IS NOT NULL AND v IS NOT NULL AND k &lt; 'c'
 * </pre>
 *
 * <p>Only inner and semi joins drop rows of the stream. Nothing is inferred for sides without a watermark, where it would
 * change no row of the result.
 */
final class InferFilters implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        if (!Trees.contains(plan, LogicalPlan.Watermark.class::isInstance)) {
            return plan;
        }
        LogicalPlan inferred = Trees.transform(
                plan,
                node -> node instanceof LogicalPlan.Join join
                                && (join.kind() == JoinKind.INNER || join.kind() == JoinKind.LEFT_SEMI)
                        ? join.withInputs(List.of(filtered(join, join.left()), filtered(join, join.right())))
                        : node);
        return new PushDownFilters().apply(inferred);
    }

    private static LogicalPlan filtered(LogicalPlan.Join join, LogicalPlan side) {
        if (!Trees.contains(side, LogicalPlan.Watermark.class::isInstance)) {
            return side;
        }
        Set<Long> columns = side.output().stream().map(Attribute::id).collect(Collectors.toSet());
        List<Expression> known = constraints(side);
        List<Expression> inferred = inferred(join).stream()
                .filter(condition -> !known.contains(condition)
                        && !Trees.references(condition).isEmpty()
                        && columns.containsAll(Trees.references(condition)))
                .toList();
        return inferred.isEmpty() ? side : new LogicalPlan.Filter(side, Conjunction.of(inferred));
    }

    /** What holds for all rows that a join gives. */
    private static Set<Expression> inferred(LogicalPlan.Join join) {
        List<Expression> constraints = Stream.of(
                        constraints(join.left()).stream(), constraints(join.right()).stream(), conjuncts(join))
                .flatMap(found -> found)
                .filter(Trees::isDeterministic)
                .toList();
        Set<Expression> all = new LinkedHashSet<>(constraints);
        for (Expression constraint : constraints) {
            if (constraint.isCallOf("=")
                    && constraint.children().get(0) instanceof Attribute left
                    && constraint.children().get(1) instanceof Attribute right) {
                constraints.stream().filter(other -> other != constraint).forEach(other -> {
                    all.add(Trees.replace(other, Map.of(left.id(), right)));
                    all.add(Trees.replace(other, Map.of(right.id(), left)));
                });
            }
        }
        List<Expression> present = new ArrayList<>();
        all.forEach(constraint -> addPresent(constraint, present));
        all.addAll(present);
        return all;
    }

    /** Columns that cannot be null where an expression is not. */
    static void addPresent(Expression expression, List<Expression> present) {
        if (expression instanceof Attribute attribute) {
            if (attribute.nullable()) {
                present.add(Operators.call("isnotnull", attribute));
            }
        } else if (isNullWithAnyPart(expression)) {
            expression.children().forEach(part -> addPresent(part, present));
        }
    }

    private static boolean isNullWithAnyPart(Expression expression) {
        return expression instanceof Expression.Conversion
                || expression instanceof Expression.ScalarCall call
                        && call.function().nullIntolerant();
    }

    /** What the filters of a plan say of all its rows. */
    private static List<Expression> constraints(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Filter filter ->
                Stream.concat(Trees.conjuncts(filter.condition()).stream(), constraints(filter.input()).stream())
                        .toList();
            case LogicalPlan.Project project -> renamed(constraints(project.input()), project);
            case LogicalPlan.Watermark watermark -> constraints(watermark.input());
            case LogicalPlan.Join join
            when join.kind() == JoinKind.INNER ->
                Stream.of(conjuncts(join), constraints(join.left()).stream(), constraints(join.right()).stream())
                        .flatMap(found -> found)
                        .toList();
            default -> List.of();
        };
    }

    private static List<Expression> renamed(List<Expression> constraints, LogicalPlan.Project project) {
        Map<Long, Expression> names = new HashMap<>();
        for (Assignment column : project.assignments()) {
            if (column.value() instanceof Attribute source) {
                names.putIfAbsent(source.id(), column.target());
            }
        }
        return constraints.stream()
                .map(constraint -> Trees.replace(constraint, names))
                .toList();
    }

    private static Stream<Expression> conjuncts(LogicalPlan.Join join) {
        return join.condition().map(Trees::conjuncts).orElse(List.of()).stream();
    }
}

package io.millrace.engine.logical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Walks over plans and expressions. */
public final class Trees {
    private Trees() {}

    /** Rewrites an expression from its leaves upwards. */
    public static Expression transform(Expression expression, UnaryOperator<Expression> rule) {
        List<Expression> children = expression.children();
        Expression rebuilt = expression;
        if (!children.isEmpty()) {
            List<Expression> changed = new ArrayList<>(children.size());
            boolean same = true;
            for (Expression child : children) {
                Expression result = transform(child, rule);
                same &= result == child;
                changed.add(result);
            }
            rebuilt = same ? expression : expression.withChildren(changed);
        }
        return rule.apply(rebuilt);
    }

    /** Rewrites a plan from its leaves upwards. */
    public static LogicalPlan transform(LogicalPlan plan, UnaryOperator<LogicalPlan> rule) {
        List<LogicalPlan> inputs = plan.inputs();
        List<LogicalPlan> changed = new ArrayList<>(inputs.size());
        boolean same = true;
        for (LogicalPlan input : inputs) {
            LogicalPlan result = transform(input, rule);
            same &= result == input;
            changed.add(result);
        }
        return rule.apply(same ? plan : plan.withInputs(changed));
    }

    /** Rewrites a plan from its root downwards: a node first, then the inputs of what it became. */
    public static LogicalPlan transformDown(LogicalPlan plan, UnaryOperator<LogicalPlan> rule) {
        LogicalPlan changed = rule.apply(plan);
        List<LogicalPlan> inputs = changed.inputs();
        List<LogicalPlan> rewritten = new ArrayList<>(inputs.size());
        boolean same = true;
        for (LogicalPlan input : inputs) {
            LogicalPlan result = transformDown(input, rule);
            same &= result == input;
            rewritten.add(result);
        }
        return same ? changed : changed.withInputs(rewritten);
    }

    /** Replaces attributes by expressions. */
    public static Expression replace(Expression expression, Map<Long, Expression> byId) {
        return transform(
                expression,
                node -> node instanceof Attribute attribute ? byId.getOrDefault(attribute.id(), attribute) : node);
    }

    /** Visits an expression and all its parts. */
    public static void visit(Expression expression, Consumer<Expression> visitor) {
        visitor.accept(expression);
        expression.children().forEach(child -> visit(child, visitor));
    }

    /** Visits a plan and all its inputs, root first, left to right. */
    public static void visit(LogicalPlan plan, Consumer<LogicalPlan> visitor) {
        visitor.accept(plan);
        plan.inputs().forEach(input -> visit(input, visitor));
    }

    public static boolean contains(Expression expression, Predicate<Expression> predicate) {
        return predicate.test(expression)
                || expression.children().stream().anyMatch(child -> contains(child, predicate));
    }

    /** The first part of an expression, the outermost first, that something is made of. */
    public static <T> Optional<T> find(Expression expression, Function<Expression, Optional<T>> match) {
        Optional<T> found = match.apply(expression);
        return found.isPresent()
                ? found
                : expression.children().stream()
                        .flatMap(child -> find(child, match).stream())
                        .findFirst();
    }

    public static boolean contains(LogicalPlan plan, Predicate<LogicalPlan> predicate) {
        return predicate.test(plan) || plan.inputs().stream().anyMatch(input -> contains(input, predicate));
    }

    /** The ids of all attributes in an expression. */
    public static Set<Long> references(Expression expression) {
        Set<Long> ids = new HashSet<>();
        visit(expression, node -> {
            if (node instanceof Attribute attribute) {
                ids.add(attribute.id());
            }
        });
        return ids;
    }

    /** Whether the same input always gives the same value. */
    public static boolean isDeterministic(Expression expression) {
        return !contains(
                expression,
                node -> node instanceof Expression.ScalarCall call
                        && !call.function().deterministic());
    }

    /** The parts of a condition that must all hold. */
    public static List<Expression> conjuncts(Expression condition) {
        if (condition.isCallOf("and")) {
            List<Expression> parts = new ArrayList<>();
            condition.children().forEach(argument -> parts.addAll(conjuncts(argument)));
            return parts;
        }
        return List.of(condition);
    }
}

package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.spi.error.MillraceThrowable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code x + NULL} becomes NULL, then {@code 1 + 2} becomes {@code 3}, the largest constant parts first: of {@code (1 / 0) +
 * nullif(1, 1)} the left side is computed first and fails, which a NULL on the right that was computed before it would hide.
 * A part that fails stays as it is: it must fail only if a row reaches it.
 */
final class FoldConstants implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(
                plan,
                node -> node instanceof LogicalPlan.Filter filter
                        ? new LogicalPlan.Filter(filter.input(), condition(filter.condition()))
                        : withoutFailingKeys(Expressions.map(node, FoldConstants::fold)));
    }

    private static Expression condition(Expression condition) {
        Expression before = fold(condition);
        Expression after = fold(Simplify.known(before));
        while (!after.equals(before)) {
            before = after;
            after = fold(Simplify.known(before));
        }
        return after;
    }

    /** What takes the place of an expression. */
    static Expression fold(Expression expression) {
        Expression before = expression;
        Expression after = step(before);
        while (!after.equals(before)) {
            before = after;
            after = step(before);
        }
        return after;
    }

    private static Expression step(Expression expression) {
        return Simplify.expression(propagated(folded(propagated(expression))));
    }

    /** Constants to group by divide nothing, and are not computed. */
    private static LogicalPlan withoutFailingKeys(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Aggregate aggregate)) {
            return node;
        }
        List<Assignment> keys = aggregate.groupings().stream()
                .map(key -> isComputed(key.value())
                        ? new Assignment(
                                key.target(), new Constant(null, key.value().type()))
                        : key)
                .toList();
        return new LogicalPlan.Aggregate(aggregate.input(), keys, aggregate.aggregates());
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof Constant constant && constant.value() == null;
    }

    /** Without calls that are NULL since an argument is. */
    private static Expression propagated(Expression expression) {
        return Trees.transform(expression, part -> {
            if (part instanceof Conversion conversion && isNull(conversion.child())) {
                return new Constant(null, conversion.type());
            }
            if (!(part instanceof ScalarCall call)) {
                return part;
            }
            if (call.function().standsForFirst()) {
                return call.arguments().getFirst();
            }
            boolean none = call.function().nullIntolerant()
                    && call.arguments().stream().anyMatch(FoldConstants::isNull);
            return none ? new Constant(null, call.type()) : call;
        });
    }

    private static Expression folded(Expression expression) {
        if (expression instanceof Constant) {
            return expression;
        }
        if (isComputed(expression)) {
            try {
                return Constants.timeless(expression)
                        .map(Expression.class::cast)
                        .orElse(expression);
            } catch (RuntimeException e) {
                if (e instanceof MillraceThrowable) {
                    return expression;
                }
                throw e;
            }
        }
        return expression.children().isEmpty()
                ? expression
                : expression.withChildren(expression.children().stream()
                        .map(FoldConstants::folded)
                        .toList());
    }

    /** Whether an expression computes constants: not what makes up a value of nothing, such as {@code array()}. */
    static boolean isComputed(Expression expression) {
        boolean computes =
                expression instanceof ScalarCall call && !call.arguments().isEmpty()
                        || expression instanceof Conversion;
        return computes && Constants.isConstant(expression);
    }
}

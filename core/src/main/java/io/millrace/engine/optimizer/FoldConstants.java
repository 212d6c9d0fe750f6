package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.spi.error.MillraceThrowable;
import java.util.function.UnaryOperator;

/**
 * {@code 1 + 2} becomes {@code 3}, and {@code x + NULL} becomes NULL. A part that fails stays as it is: it must fail only if a row reaches it.
 */
final class FoldConstants implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(
                plan, node -> Expressions.map(node, expression -> Trees.transform(expression, FoldConstants::fold)));
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof Constant constant && constant.value() == null;
    }

    /** What becomes of an expression whose parts are folded. */
    static Expression fold(Expression expression) {
        if (expression instanceof ScalarCall call && call.function().standsForFirst()) {
            return call.arguments().getFirst();
        }
        if (expression instanceof ScalarCall call
                && call.function().nullIntolerant()
                && call.arguments().stream().anyMatch(FoldConstants::isNull)) {
            return new Constant(null, call.type());
        }
        boolean foldable = switch (expression) {
            case ScalarCall call ->
                call.function().deterministic()
                        && !call.arguments().isEmpty()
                        && call.arguments().stream().allMatch(Constant.class::isInstance);
            case Conversion conversion -> conversion.child() instanceof Constant;
            default -> false;
        };
        if (!foldable) {
            return expression;
        }
        try {
            return Constants.fold(expression);
        } catch (RuntimeException e) {
            if (e instanceof MillraceThrowable) {
                return expression;
            }
            throw e;
        }
    }
}

package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import java.util.function.UnaryOperator;

/**
 * {@code sum(1 / x) FILTER (WHERE x > 0)} divides only where x is positive: arguments are computed for rows that pass the
 * filter, since they might fail for others.
 */
final class FilteredArguments implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(
                plan,
                node -> Expressions.map(node, expression -> Trees.transform(expression, FilteredArguments::narrow)));
    }

    private static Expression narrow(Expression expression) {
        if (!(expression instanceof AggregateCall call) || call.filter().isEmpty()) {
            return expression;
        }
        return new AggregateCall(
                call.function(),
                call.arguments().stream()
                        .map(argument -> where(call.filter().get(), argument))
                        .toList(),
                call.distinct(),
                call.filter(),
                call.type(),
                call.nullable());
    }

    private static Expression where(Expression filter, Expression argument) {
        return argument.children().isEmpty() || Constants.isFoldable(argument)
                ? argument
                : Operators.call("if", filter, argument, new Constant(null, argument.type()));
    }
}

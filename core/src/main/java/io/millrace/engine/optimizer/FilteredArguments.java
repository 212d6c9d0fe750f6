package io.millrace.engine.optimizer;

import io.millrace.engine.expression.AggregateFunction.ArgumentOrder;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.types.DataTypes;
import io.millrace.types.DoubleType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Arguments of aggregates are computed for rows that count, since they might fail for others: {@code sum(1 / x) FILTER (WHERE
 * x > 0)} divides only where x is positive, and {@code count(y, 1 / x)} only where y is not null.
 */
final class FilteredArguments implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(plan, node -> {
            // one row is not repeated
            boolean once = node instanceof LogicalPlan.Aggregate aggregate
                    && ConstantColumns.hasOneRowAtMost(aggregate.input());
            return Expressions.map(
                    node, expression -> Trees.transform(expression, part -> narrow(once ? plain(part) : part)));
        });
    }

    private static Expression plain(Expression expression) {
        return expression instanceof AggregateCall call && call.distinct()
                ? new AggregateCall(
                        call.function(), call.arguments(), false, call.filter(), call.type(), call.nullable())
                : expression;
    }

    private static Expression narrow(Expression expression) {
        if (!(expression instanceof AggregateCall call)) {
            return expression;
        }
        OptionalInt subject = call.function().subject();
        List<Expression> arguments = isCountOfRows(call)
                ? call.arguments().stream().map(FilteredArguments::present).toList()
                : subject.isPresent() ? ofSubject(call, subject.getAsInt()) : inOrder(call);
        return new AggregateCall(
                call.function(),
                call.filter().isEmpty()
                        ? arguments
                        : arguments.stream()
                                .map(argument -> where(call.filter().get(), argument))
                                .toList(),
                call.distinct(),
                call.filter(),
                call.type(),
                call.nullable());
    }

    /** Something in the place of what is never null; the number of rows is all that counts. */
    private static Expression present(Expression argument) {
        return argument.type() instanceof DoubleType
                ? new Constant(1.0, DataTypes.DoubleType)
                : new Constant(1, DataTypes.IntegerType);
    }

    /** Whether a call counts what is never null: its arguments need not be computed. */
    private static boolean isCountOfRows(AggregateCall call) {
        return (call.function().name().equals("count") || call.function().name().equals("regr_count"))
                && !call.distinct()
                && call.arguments().stream().noneMatch(Expression::nullable);
    }

    /** In the place of each argument the one that is aggregated, or null: they are distinct together if that one is. */
    private static List<Expression> ofSubject(AggregateCall call, int subject) {
        if (!call.distinct() && call.arguments().stream().allMatch(FilteredArguments::isHarmless)) {
            return call.arguments();
        }
        Expression none = call.arguments().stream()
                .map(argument -> Operators.call("isnull", argument))
                .reduce((first, second) -> Operators.call("or", first, second))
                .orElseThrow();
        Expression value = unless(none, call.arguments().get(subject));
        return Collections.nCopies(call.arguments().size(), value);
    }

    /** Each only where none that comes before it is null. */
    private static List<Expression> inOrder(AggregateCall call) {
        ArgumentOrder order = call.function().order();
        if (call.distinct() || order == ArgumentOrder.TOGETHER) {
            return call.arguments();
        }
        boolean forwards = order == ArgumentOrder.FIRST_TO_LAST;
        List<Expression> asked = forwards ? call.arguments() : call.arguments().reversed();
        List<Expression> narrowed = new ArrayList<>();
        for (Expression argument : asked) {
            Expression value = argument;
            for (Expression before : narrowed.reversed()) {
                value = isHarmless(argument) || !before.nullable()
                        ? value
                        : unless(Operators.call("isnull", before), value);
            }
            narrowed.add(value);
        }
        return forwards ? narrowed : narrowed.reversed();
    }

    private static Expression where(Expression filter, Expression argument) {
        return isHarmless(argument)
                ? argument
                : Operators.call("if", filter, argument, new Constant(null, argument.type()));
    }

    private static Expression unless(Expression condition, Expression value) {
        return Operators.call("if", condition, new Constant(null, value.type()), value);
    }

    private static boolean isHarmless(Expression argument) {
        return argument.children().isEmpty() || Constants.isFoldable(argument) && !RefuseFailures.isRefused(argument);
    }
}

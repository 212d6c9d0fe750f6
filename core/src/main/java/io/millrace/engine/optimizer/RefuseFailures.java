package io.millrace.engine.optimizer;

import io.millrace.engine.builtin.LikeFunctions;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Constants that fail make a query fail before it begins, whatever rows there are, unless they stand where they may not be
 * asked for: in a branch of CASE and its like. A stream fails when its first batch does.
 */
final class RefuseFailures implements UnaryOperator<LogicalPlan> {
    private static final Set<String> PATTERNS = Stream.of(
                    new LikeFunctions().names(), List.of("rlike", "regexp", "regexp_like"))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        if (!plan.isStreaming()) {
            check(plan);
        }
        return plan;
    }

    private static void check(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Limit limit && limit.count() == 0) {
            return;
        }
        plan.inputs().forEach(RefuseFailures::check);
        Expressions.of(plan).forEach(RefuseFailures::check);
        Expressions.of(plan).forEach(expression -> Trees.visit(expression, RefuseFailures::checkPatterns));
    }

    static void check(Expression expression) {
        if (FoldConstants.isComputed(expression)) {
            Constants.fold(expression);
        } else {
            alwaysComputed(expression).forEach(RefuseFailures::check);
        }
    }

    /** Constant patterns are looked at before there are rows, even where nobody may ask for them. */
    private static void checkPatterns(Expression part) {
        if (part instanceof ScalarCall call && PATTERNS.contains(call.function().name())) {
            List<Expression> arguments = new ArrayList<>(call.arguments());
            arguments.set(0, new Expression.Constant("", DataTypes.StringType));
            if (arguments.stream().allMatch(Constants::isConstant)) {
                Constants.fold(call.withChildren(arguments));
            }
        }
    }

    /** Whether an expression makes a query fail before it begins. */
    static boolean isRefused(Expression expression) {
        try {
            check(expression);
            return false;
        } catch (RuntimeException failure) {
            if (failure instanceof MillraceThrowable) {
                return true;
            }
            throw failure;
        }
    }

    private static List<Expression> alwaysComputed(Expression expression) {
        if (!(expression instanceof ScalarCall call)) {
            return expression.children();
        }
        return switch (call.function().name()) {
            case "when", "if", "coalesce", "nvl", "ifnull", "nvl2", "nanvl" ->
                call.arguments().subList(0, 1);
            default -> call.children();
        };
    }
}

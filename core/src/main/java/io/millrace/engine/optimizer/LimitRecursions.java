package io.millrace.engine.optimizer;

import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.LogicalPlan.RecursionLimits;
import io.millrace.engine.logical.Trees;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A recursion right below a limit ends when it has given so many rows, so that it need not end by itself.
 *
 * <pre>
 *   Limit[10]                        Limit[10]
 *     └ Project[n]          →          └ Project[n]
 *         └ Recursion                      └ Recursion, until 10 rows
 * </pre>
 */
final class LimitRecursions implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(
                plan,
                node -> node instanceof LogicalPlan.Limit limit && limit.count() >= 0
                        ? limit.withInputs(List.of(limited(limit.input(), limit.offset() + limit.count())))
                        : node);
    }

    private static LogicalPlan limited(LogicalPlan plan, long wanted) {
        return switch (plan) {
            case LogicalPlan.Project project ->
                project.withInputs(List.of(limited(project.input(), wanted)));
            case LogicalPlan.Recursion recursion ->
                new LogicalPlan.Recursion(
                        recursion.id(),
                        recursion.anchor(),
                        recursion.step(),
                        recursion.output(),
                        new RecursionLimits(
                                recursion.limits().levels(), recursion.limits().rows(), Optional.of(wanted)));
            default -> plan;
        };
    }
}

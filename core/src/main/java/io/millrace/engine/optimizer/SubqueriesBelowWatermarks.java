package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.function.UnaryOperator;

/**
 * A filter passes a watermark with the sub-queries in it, before they become joins, which could not: as in Spark, rows that a
 * sub-query drops do not move the watermark.
 */
final class SubqueriesBelowWatermarks implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transformDown(
                plan,
                node -> node instanceof LogicalPlan.Filter filter
                                && UnnestSubqueries.hasSubquery(filter.condition())
                                && isAboveWatermark(filter.input())
                        ? PushDownFilters.push(filter)
                        : node);
    }

    /** Whether there is nothing between a plan and a watermark but columns without windows. */
    private static boolean isAboveWatermark(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Watermark ignored -> true;
            case LogicalPlan.Project project ->
                project.assignments().stream()
                                .noneMatch(column -> Trees.contains(column.value(), WindowCall.class::isInstance))
                        && isAboveWatermark(project.input());
            default -> false;
        };
    }
}

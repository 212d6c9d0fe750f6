package io.millrace.engine.optimizer;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.function.UnaryOperator;

/** At most one row is in order already, so that its order is not computed and cannot fail; constants are computed all the same. */
final class SortsOfOneRow implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(
                plan,
                node -> node instanceof LogicalPlan.Sort sort
                                && !sort.isStreaming()
                                && isOneRow(sort.input())
                                && sort.keys().stream().noneMatch(key -> Constants.isFoldable(key.value()))
                        ? sort.input()
                        : node);
    }

    private static boolean isOneRow(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Limit limit -> limit.count() >= 0 && limit.count() <= 1 || isOneRow(limit.input());
            case LogicalPlan.Aggregate aggregate -> aggregate.groupings().isEmpty();
            case LogicalPlan.TableScan scan -> scan.table() instanceof LocalTable table && table.rowCount() <= 1;
            case LogicalPlan.Project project -> isOneRow(project.input());
            case LogicalPlan.Filter filter -> isOneRow(filter.input());
            case LogicalPlan.Sort sort -> isOneRow(sort.input());
            case LogicalPlan.Deduplicate deduplicate -> isOneRow(deduplicate.input());
            default -> false;
        };
    }
}

package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.UnresolvedPlan.JoinKind;

/** How many rows plans can give, as far as that shows without reading them. */
final class RowCounts {
    private RowCounts() {}

    static boolean isAtMostOne(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.TableScan scan -> scan.table() instanceof LocalTable local && local.rowCount() <= 1;
            case LogicalPlan.Aggregate aggregate -> aggregate.groupings().isEmpty() || isAtMostOne(aggregate.input());
            case LogicalPlan.Limit limit -> limit.count() >= 0 && limit.count() <= 1 || isAtMostOne(limit.input());
            case LogicalPlan.Tail tail -> tail.count() <= 1 || isAtMostOne(tail.input());
            case LogicalPlan.Project project -> isAtMostOne(project.input());
            case LogicalPlan.Filter filter -> isAtMostOne(filter.input());
            case LogicalPlan.Sort sort -> isAtMostOne(sort.input());
            case LogicalPlan.Deduplicate deduplicate -> isAtMostOne(deduplicate.input());
            case LogicalPlan.Window window -> isAtMostOne(window.input());
            case LogicalPlan.Shared shared -> isAtMostOne(shared.input());
            case LogicalPlan.Join join -> oneOfEach(join.kind(), join.left(), join.right());
            case LogicalPlan.LateralJoin join -> oneOfEach(join.kind(), join.left(), join.right());
            default -> false;
        };
    }

    private static boolean oneOfEach(JoinKind kind, LogicalPlan left, LogicalPlan right) {
        return switch (kind) {
            case LEFT_SEMI, LEFT_ANTI -> isAtMostOne(left);
            case INNER, CROSS, LEFT_OUTER, RIGHT_OUTER -> isAtMostOne(left) && isAtMostOne(right);
            case FULL_OUTER -> false;
        };
    }
}

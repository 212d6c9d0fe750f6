package io.millrace.engine.physical;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import java.util.List;
import java.util.stream.Collectors;

/** Plans as indented text for {@code explain} and for tests. */
public final class PlanText {
    private PlanText() {}

    public static String physical(PhysicalPlan plan) {
        StringBuilder text = new StringBuilder();
        physical(plan, 0, text);
        return text.toString();
    }

    private static void physical(PhysicalPlan plan, int depth, StringBuilder text) {
        line(depth, plan.describe(), text);
        plan.inputs().forEach(input -> physical(input, depth + 1, text));
    }

    public static String logical(LogicalPlan plan) {
        StringBuilder text = new StringBuilder();
        logical(plan, 0, text);
        return text.toString();
    }

    private static void logical(LogicalPlan plan, int depth, StringBuilder text) {
        line(depth, describe(plan), text);
        plan.inputs().forEach(input -> logical(input, depth + 1, text));
    }

    private static void line(int depth, String description, StringBuilder text) {
        text.append("   ".repeat(Math.max(0, depth - 1)))
                .append(depth == 0 ? "" : "+- ")
                .append(description)
                .append('\n');
    }

    private static String describe(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.TableScan scan ->
                "Scan " + scan.table().description() + " " + ScanPlan.columnNames(scan.output());
            case LogicalPlan.StreamScan scan ->
                "StreamScan " + scan.relation().request().format() + " " + ScanPlan.columnNames(scan.output());
            case LogicalPlan.Project project -> "Project " + assignments(project.assignments());
            case LogicalPlan.Filter filter -> "Filter " + expression(filter.condition());
            case LogicalPlan.Aggregate aggregate ->
                "Aggregate " + assignments(aggregate.groupings()) + ", " + assignments(aggregate.aggregates());
            case LogicalPlan.RowWise rows -> rows.describe();
            case LogicalPlan.Generate generate ->
                "Generate " + expression(generate.generator()) + " AS " + ScanPlan.columnNames(generate.generated());
            case LogicalPlan.Sort sort ->
                "Sort " + sort.keys().stream().map(PlanText::sortKey).toList();
            case LogicalPlan.Limit limit -> "Limit " + limit.count() + " offset " + limit.offset();
            case LogicalPlan.Tail tail -> "Tail " + tail.count();
            case LogicalPlan.Recursion recursion -> "Recursion " + recursion.id();
            case LogicalPlan.LevelBefore level ->
                "LevelBefore " + level.id() + " " + ScanPlan.columnNames(level.output());
            case LogicalPlan.Shared shared -> "Shared " + shared.id() + " " + ScanPlan.columnNames(shared.output());
            case LogicalPlan.Join join ->
                "Join " + join.kind()
                        + join.condition().map(c -> ", " + expression(c)).orElse("");
            case LogicalPlan.Union ignored -> "Union";
            case LogicalPlan.Deduplicate deduplicate -> "Deduplicate " + ScanPlan.columnNames(deduplicate.keys());
            case LogicalPlan.Watermark watermark ->
                "EventTimeWatermark " + watermark.eventTime().name() + ", " + watermark.delayMillis() + " ms";
            case LogicalPlan.Lookup lookup ->
                "Lookup " + lookup.kind()
                        + lookup.condition().map(c -> ", " + expression(c)).orElse("");
            case LogicalPlan.LateralJoin join ->
                "LateralJoin " + join.kind()
                        + join.condition().map(c -> ", " + expression(c)).orElse("");
            case LogicalPlan.Expand expand ->
                "Expand "
                        + expand.projections().stream()
                                .map(PlanText::expressions)
                                .toList() + " AS "
                        + ScanPlan.columnNames(expand.output());
            case LogicalPlan.Window window -> "Window " + assignments(window.calls());
        };
    }

    static String expression(Expression expression) {
        return ExpressionText.pretty(expression);
    }

    static String expressions(List<Expression> expressions) {
        return expressions.stream().map(PlanText::expression).collect(Collectors.joining(", ", "[", "]"));
    }

    static String assignments(List<Assignment> assignments) {
        return assignments.stream()
                .map(assignment -> assignment.isPass()
                        ? assignment.target().name()
                        : expression(assignment.value()) + " AS "
                                + assignment.target().name())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String sortKey(SortKey key) {
        return expression(key.value())
                + (key.ascending() ? " ASC" : " DESC")
                + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }
}

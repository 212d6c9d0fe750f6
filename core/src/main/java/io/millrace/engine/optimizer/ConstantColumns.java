package io.millrace.engine.optimizer;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.connector.local.RangeTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which columns of a plan have one value in all rows, known before there are rows; and whether there can be but one row. */
final class ConstantColumns {
    private ConstantColumns() {}

    /** The values by the ids of columns. */
    static Map<Long, Constant> of(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Project project -> assigned(of(project.input()), project.assignments());
            case LogicalPlan.Aggregate aggregate -> assigned(of(aggregate.input()), aggregate.groupings());
            case LogicalPlan.Join join -> ofJoin(join);
            case LogicalPlan.Filter filter -> of(filter.input());
            case LogicalPlan.Sort sort -> of(sort.input());
            case LogicalPlan.Limit limit -> of(limit.input());
            case LogicalPlan.Tail tail -> of(tail.input());
            case LogicalPlan.Sample sample -> of(sample.input());
            case LogicalPlan.Window window -> of(window.input());
            case LogicalPlan.Generate generate -> of(generate.input());
            case LogicalPlan.Deduplicate deduplicate ->
                deduplicate.input() instanceof LogicalPlan.Union union ? ofUnion(union) : of(deduplicate.input());
            case LogicalPlan.Watermark watermark -> of(watermark.input());
            default -> Map.of();
        };
    }

    private static Map<Long, Constant> assigned(Map<Long, Constant> below, List<Assignment> assignments) {
        Map<Long, Constant> values = new HashMap<>();
        for (Assignment assignment : assignments) {
            if (FoldConstants.fold(Trees.replace(assignment.value(), Map.copyOf(below))) instanceof Constant value) {
                values.put(assignment.target().id(), value);
            }
        }
        return values;
    }

    private static Map<Long, Constant> ofJoin(LogicalPlan.Join join) {
        boolean filled = join.kind() == JoinKind.RIGHT_OUTER || join.kind() == JoinKind.FULL_OUTER;
        Map<Long, Constant> values = new HashMap<>(filled ? Map.of() : of(join.left()));
        if (join.kind() != JoinKind.LEFT_OUTER && join.kind() != JoinKind.FULL_OUTER) {
            values.putAll(of(join.right()));
        }
        return values;
    }

    /** What is the same in all rows of a union below a DISTINCT, where of equal rows written out one is left. */
    private static Map<Long, Constant> ofUnion(LogicalPlan.Union union) {
        if (!union.inputs().stream().allMatch(ConstantColumns::isWrittenOut)) {
            return Map.of();
        }
        List<Map<Long, Constant>> inputs =
                union.inputs().stream().map(ConstantColumns::of).toList();
        Map<Long, Constant> values = new HashMap<>();
        for (int column = 0; column < union.output().size(); column++) {
            Constant value = value(union, inputs, 0, column);
            boolean same = value != null;
            for (int input = 1; same && input < inputs.size(); input++) {
                same = value.equals(value(union, inputs, input, column));
            }
            if (same) {
                values.put(union.output().get(column).id(), value);
            }
        }
        return values;
    }

    /** Whether a side of a union is a row, or itself a union of rows. */
    private static boolean isWrittenOut(LogicalPlan side) {
        return hasOneRowAtMost(side)
                || side instanceof LogicalPlan.Project project && isWrittenOut(project.input())
                || side instanceof LogicalPlan.Deduplicate deduplicate
                        && deduplicate.input() instanceof LogicalPlan.Union inner
                        && inner.inputs().stream().allMatch(ConstantColumns::isWrittenOut);
    }

    private static Constant value(LogicalPlan.Union union, List<Map<Long, Constant>> inputs, int input, int column) {
        Attribute attribute = union.inputs().get(input).output().get(column);
        return inputs.get(input).get(attribute.id());
    }

    /** Whether a plan cannot have two rows. */
    static boolean hasOneRowAtMost(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.TableScan scan ->
                scan.table() instanceof LocalTable local && local.rowCount() <= 1
                        || scan.table() instanceof RangeTable range && range.rowCount() <= 1;
            case LogicalPlan.Aggregate aggregate ->
                aggregate.groupings().isEmpty() || hasOneRowAtMost(aggregate.input());
            case LogicalPlan.Limit limit -> limit.count() == 0 || limit.count() == 1 || hasOneRowAtMost(limit.input());
            case LogicalPlan.Join join ->
                join.inputs().stream().allMatch(ConstantColumns::hasOneRowAtMost) && join.kind() != JoinKind.FULL_OUTER;
            case LogicalPlan.Project project -> hasOneRowAtMost(project.input());
            case LogicalPlan.Filter filter -> hasOneRowAtMost(filter.input());
            case LogicalPlan.Sort sort -> hasOneRowAtMost(sort.input());
            case LogicalPlan.Window window -> hasOneRowAtMost(window.input());
            default -> false;
        };
    }
}

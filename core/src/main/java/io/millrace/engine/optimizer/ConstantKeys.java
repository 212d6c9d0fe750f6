package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is known of keys before rows are compared is shown as it is, as in Spark, though keys that are compared lose the signs of
 * their zeros: a constant, and all keys of a single row, which is not sorted either.
 *
 * <pre>
 *   Aggregate[z; count(*)]                Project[-0.0 AS z, count]
 *     └ Project[-0.0 AS z]          →       └ Aggregate[z; count(*)]
 *                                               └ Project[-0.0 AS z]
 * </pre>
 */
final class ConstantKeys implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.isStreaming() ? plan : Trees.transform(plan, ConstantKeys::shown);
    }

    private static LogicalPlan shown(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Aggregate aggregate
            when aggregate.aggregates().isEmpty()
                    && !aggregate.groupings().isEmpty()
                    && ConstantColumns.hasOneRowAtMost(aggregate.input()) ->
                new LogicalPlan.Project(aggregate.input(), aggregate.groupings());
            case LogicalPlan.Aggregate aggregate -> withConstants(distinctOfConstants(aggregate));
            case LogicalPlan.Deduplicate deduplicate
            when ConstantColumns.hasOneRowAtMost(deduplicate.input()) -> deduplicate.input();
            case LogicalPlan.Deduplicate deduplicate -> withConstants(deduplicate);
            case LogicalPlan.Sort sort when ConstantColumns.hasOneRowAtMost(sort.input()) -> sort.input();
            default -> node;
        };
    }

    /** What is aggregated once each is compared, like a key. */
    private static LogicalPlan.Aggregate distinctOfConstants(LogicalPlan.Aggregate aggregate) {
        Map<Long, Expression> values = Map.copyOf(ConstantColumns.of(aggregate.input()));
        List<Assignment> calls = aggregate.aggregates().stream()
                .map(call -> call.value() instanceof AggregateCall made && made.distinct()
                        ? new Assignment(call.target(), FoldConstants.fold(Trees.replace(made, values)))
                        : call)
                .toList();
        return new LogicalPlan.Aggregate(aggregate.input(), aggregate.groupings(), calls);
    }

    private static LogicalPlan withConstants(LogicalPlan node) {
        Map<Long, Constant> values = ConstantColumns.of(node);
        if (values.isEmpty()) {
            return node;
        }
        List<Assignment> shown = node.output().stream()
                .map(column -> shown(column, values.get(column.id())))
                .toList();
        return new LogicalPlan.Project(node, shown);
    }

    private static Assignment shown(Attribute column, Constant value) {
        return value == null ? Assignment.pass(column) : new Assignment(column, value);
    }
}

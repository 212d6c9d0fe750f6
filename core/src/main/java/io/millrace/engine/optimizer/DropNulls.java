package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A row with a null for which a condition cannot be true is dropped before what looks at that null is computed, as in Spark, so
 * that it cannot fail there; if that is a key of groups, before they are made.
 *
 * <pre>
 *   Filter[1 / b &gt; a]     →     Filter[a IS NOT NULL AND b IS NOT NULL AND 1 / b &gt; a]
 * </pre>
 */
final class DropNulls implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        LogicalPlan narrowed = Trees.transform(plan, node -> switch (node) {
            case LogicalPlan.Filter filter -> narrowed(filter);
            case LogicalPlan.Join join when !plan.isStreaming() -> narrowed(join);
            default -> node;
        });
        // what is asked of a key may be asked before rows are grouped
        return plan.isStreaming() || narrowed.equals(plan) ? narrowed : new PushDownFilters().apply(narrowed);
    }

    private static LogicalPlan.Filter narrowed(LogicalPlan.Filter filter) {
        List<Expression> conditions = Trees.conjuncts(filter.condition());
        boolean overGroups = filter.input() instanceof LogicalPlan.Aggregate;
        if (!overGroups && conditions.stream().allMatch(DropNulls::isSimple)) {
            return filter;
        }
        List<Expression> present = new ArrayList<>();
        conditions.stream()
                .filter(Trees::isDeterministic)
                .forEach(condition -> InferFilters.addPresent(condition, present));
        conditions.stream().filter(condition -> condition.isCallOf("isnotnull")).forEach(present::add);
        Set<Expression> ordered = new LinkedHashSet<>();
        for (Expression condition : conditions) {
            if (overGroups || !isSimple(condition)) {
                Set<Long> references = Trees.references(condition);
                present.stream()
                        .filter(check -> check.children().getFirst() instanceof Attribute column
                                && references.contains(column.id()))
                        .forEach(ordered::add);
            }
            ordered.add(condition);
        }
        return new LogicalPlan.Filter(filter.input(), Conjunction.of(List.copyOf(ordered)));
    }

    /** Rows of a side that no row of the other could go with, and that are not kept without. */
    private static LogicalPlan narrowed(LogicalPlan.Join join) {
        List<Expression> conditions = join.condition().map(Trees::conjuncts).orElse(List.of());
        if (conditions.stream().allMatch(DropNulls::isSimple)) {
            return join;
        }
        List<Expression> present = new ArrayList<>();
        conditions.stream()
                .filter(Trees::isDeterministic)
                .forEach(condition -> InferFilters.addPresent(condition, present));
        boolean left = switch (join.kind()) {
            case INNER, CROSS, LEFT_SEMI, RIGHT_OUTER -> true;
            case LEFT_OUTER, LEFT_ANTI, FULL_OUTER -> false;
        };
        boolean right = switch (join.kind()) {
            case INNER, CROSS, LEFT_SEMI, LEFT_OUTER, LEFT_ANTI -> true;
            case RIGHT_OUTER, FULL_OUTER -> false;
        };
        return join.withInputs(List.of(
                left ? present(join.left(), present) : join.left(),
                right ? present(join.right(), present) : join.right()));
    }

    private static LogicalPlan present(LogicalPlan side, List<Expression> checks) {
        Set<Expression> own = new LinkedHashSet<>();
        for (Expression check : checks) {
            if (side.output().contains(check.children().getFirst())) {
                own.add(check);
            }
        }
        return own.isEmpty() ? side : new LogicalPlan.Filter(side, Conjunction.of(List.copyOf(own)));
    }

    /** Whether a condition looks at columns as they are, so that there is nothing that might fail. */
    private static boolean isSimple(Expression condition) {
        return condition.children().stream().allMatch(part -> part.children().isEmpty());
    }
}

package io.millrace.engine.analysis;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;

/** What gives other values each time that it is asked. */
public final class Chance {
    private Chance() {}

    /** Whether a call depends on chance by itself; the current time does not, which is one for a whole batch. */
    public static boolean decides(Expression part) {
        return part instanceof Expression.ScalarCall call
                && !call.function().deterministic()
                && call.function().clock().isEmpty();
    }

    /** Whether a part of an expression depends on chance. */
    static boolean isIn(Expression expression) {
        return Trees.contains(
                expression,
                part -> decides(part)
                        || part instanceof Expression.Subquery subquery && decides((LogicalPlan) subquery.plan()));
    }

    /** Whether chance has a part in the rows of a plan. */
    static boolean decides(LogicalPlan plan) {
        return Trees.contains(plan, node -> Expressions.of(node).stream().anyMatch(Chance::isIn));
    }
}

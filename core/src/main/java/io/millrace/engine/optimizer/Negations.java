package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.logical.Operators;

/** {@code NOT (a OR NOT b)} becomes {@code NOT a AND b}: negations go to where a sub-query can make use of them. */
final class Negations {
    private Negations() {}

    static Expression pushDown(Expression expression) {
        if (!(expression instanceof ScalarCall) || !UnnestSubqueries.hasSubquery(expression)) {
            return expression;
        }
        if (is(expression, "not")) {
            Expression negated = expression.children().getFirst();
            if (is(negated, "not")) {
                return pushDown(negated.children().getFirst());
            }
            if (is(negated, "or") || is(negated, "and")) {
                return Operators.call(
                        is(negated, "or") ? "and" : "or",
                        pushDown(not(negated.children().get(0))),
                        pushDown(not(negated.children().get(1))));
            }
        }
        return expression.withChildren(
                expression.children().stream().map(Negations::pushDown).toList());
    }

    private static Expression not(Expression condition) {
        return Operators.call("not", condition);
    }

    private static boolean is(Expression expression, String name) {
        return expression instanceof ScalarCall call && call.function().name().equals(name);
    }
}

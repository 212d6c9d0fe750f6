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
        if (expression.isCallOf("not")) {
            Expression negated = expression.children().getFirst();
            if (negated.isCallOf("not")) {
                return pushDown(negated.children().getFirst());
            }
            if (negated.isCallOf("or") || negated.isCallOf("and")) {
                return Operators.call(
                        negated.isCallOf("or") ? "and" : "or",
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
}

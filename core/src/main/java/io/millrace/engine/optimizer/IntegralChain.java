package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.logical.Trees;
import io.millrace.spi.error.MillraceThrowable;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum or product of whole numbers, in which the constants are put together: {@code a + 1 + 1} is {@code a + 2}, {@code a * 1} is
 * {@code a}, and what is multiplied by zero is not computed unless it may be null.
 */
final class IntegralChain {
    private final ScalarCall call;
    private final List<Expression> others = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();

    private IntegralChain(ScalarCall call) {
        this.call = call;
        collect(call);
    }

    static Expression of(ScalarCall call) {
        return Trees.isDeterministic(call) ? new IntegralChain(call).simplified() : call;
    }

    private void collect(Expression part) {
        if (part instanceof ScalarCall inner && inner.function().equals(call.function())) {
            inner.arguments().forEach(this::collect);
        } else if (part instanceof Constant constant) {
            constants.add(constant);
        } else {
            others.add(part);
        }
    }

    private Expression simplified() {
        if (constants.isEmpty()
                || others.isEmpty()
                || constants.stream().anyMatch(constant -> constant.value() == null)) {
            return call;
        }
        Constant known = constants.getFirst();
        try {
            for (Constant next : constants.subList(1, constants.size())) {
                known = Constants.fold(of(known, next));
            }
        } catch (RuntimeException overflow) {
            if (overflow instanceof MillraceThrowable) {
                return call;
            }
            throw overflow;
        }
        boolean sum = call.isCallOf("+");
        long value = ((Number) known.value()).longValue();
        if (!sum
                && value == 0
                && others.stream().noneMatch(Expression::nullable)
                && others.stream().allMatch(Simplify::isNeedless)) {
            return known;
        }
        Expression rest = others.stream().reduce(this::of).orElseThrow();
        if (value == (sum ? 0 : 1)) {
            return rest;
        }
        return constants.size() == 1 ? call : of(rest, known);
    }

    private Expression of(Expression left, Expression right) {
        return call.withChildren(List.of(left, right));
    }
}

package io.millrace.engine.logical;

import io.millrace.engine.expression.Expression;
import java.util.List;
import java.util.Optional;

/** Puts conditions together that must all hold. */
public final class Conjunction {
    private Conjunction() {}

    /** @param conditions at least one */
    public static Expression of(List<Expression> conditions) {
        return ifAny(conditions).orElseThrow();
    }

    /** The conditions as one, or empty when there is none. */
    public static Optional<Expression> ifAny(List<Expression> conditions) {
        return conditions.stream().reduce((left, right) -> Operators.call("and", left, right));
    }
}

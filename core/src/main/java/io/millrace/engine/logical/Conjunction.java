package io.millrace.engine.logical;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import java.util.List;

/** Puts conditions together that must all hold. */
public final class Conjunction {
    private Conjunction() {}

    /** @param conditions at least one */
    public static Expression of(List<Expression> conditions) {
        return conditions.stream().reduce(FunctionRegistry::and).orElseThrow();
    }
}

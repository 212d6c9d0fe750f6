package io.millrace.engine.logical;

import io.millrace.engine.builtin.LogicFunctions;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import java.time.ZoneOffset;
import java.util.List;

/** Puts conditions together that must all hold. */
public final class Conjunction {
    private static final FunctionRegistry LOGIC = new FunctionRegistry(List.of(new LogicFunctions()));
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    private Conjunction() {}

    /** @param conditions at least one */
    public static Expression of(List<Expression> conditions) {
        return conditions.stream()
                .reduce((left, right) -> LOGIC.resolve(CallSite.of("and", left, right), CONTEXT))
                .orElseThrow();
    }
}

package io.millrace.engine.logical;

import io.millrace.engine.builtin.OperatorModules;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import java.time.ZoneOffset;

/** Calls of operators whose meaning no setting of the session changes, over arguments of the types that they take. */
public final class Operators {
    private static final FunctionRegistry OPERATORS = new FunctionRegistry(OperatorModules.all());
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    private Operators() {}

    public static Expression call(String name, Expression... arguments) {
        return OPERATORS.resolve(CallSite.of(name, arguments), CONTEXT);
    }
}

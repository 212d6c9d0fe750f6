package io.millrace.engine.session;

import io.millrace.engine.builtin.ArithmeticFunctions;
import io.millrace.engine.builtin.EncodingFunctions;
import io.millrace.engine.builtin.PatternFunctions;
import io.millrace.engine.builtin.StringFunctions;
import io.millrace.engine.builtin.aggregate.Aggregates;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionRegistry;
import java.util.List;

/** All families of functions, one line each. */
final class BuiltinFunctions {
    private static final List<FunctionModule> FAMILIES = List.of(
            new ArithmeticFunctions(),
            new StringFunctions(),
            new PatternFunctions(),
            new EncodingFunctions(),
            new Aggregates());

    private BuiltinFunctions() {}

    static FunctionRegistry registry() {
        return new FunctionRegistry(FAMILIES);
    }
}

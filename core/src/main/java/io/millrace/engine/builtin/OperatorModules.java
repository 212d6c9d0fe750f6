package io.millrace.engine.builtin;

import io.millrace.engine.expression.FunctionModule;
import java.util.List;

/** The modules of operators and of the functions that go with them. */
public final class OperatorModules {
    private OperatorModules() {}

    public static List<FunctionModule> all() {
        return List.of(
                new ArithmeticFunctions(),
                new ComparisonFunctions(),
                new LogicFunctions(),
                new ConditionalFunctions(),
                new BitFunctions(),
                new ConstructorFunctions(),
                new ConversionFunctions());
    }
}

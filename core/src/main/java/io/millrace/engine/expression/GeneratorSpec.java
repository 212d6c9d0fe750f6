package io.millrace.engine.expression;

import io.millrace.types.DataType;
import java.util.List;

/** The declaration of a function that gives rows; {@code gives} says the struct of its columns. */
public final class GeneratorSpec extends FunctionSpec<GeneratorSpec> {
    /** Makes generations. */
    @FunctionalInterface
    public interface Factory {
        /**
         * Makes the generation of one call.
         *
         * @param outer whether a row without results gives one row of nulls
         */
        GeneratorFunction.Generation open(
                Expression.GeneratorCall call, Settings settings, List<Evaluator> arguments, boolean outer);
    }

    private boolean outer;
    private Factory factory;

    GeneratorSpec(String name, String... aliases) {
        super(name, aliases);
    }

    @Override
    GeneratorSpec self() {
        return this;
    }

    /** A row without results gives one row of nulls. */
    public GeneratorSpec outer() {
        outer = true;
        return pretty("generatorouter");
    }

    public GeneratorSpec generation(Factory generations) {
        factory = generations;
        return this;
    }

    @Override
    String text(String shownName, List<String> arguments, boolean distinct) {
        return shownName + "(" + String.join(", ", arguments) + ")";
    }

    @Override
    Expression build(CallSite call, List<Expression> arguments, DataType type, Settings settings) {
        return new Expression.GeneratorCall(new Resolved(this, shownName(call), settings), arguments, type);
    }

    /** The function as expressions hold it: the declaration, under one of its names, in one session. */
    record Resolved(GeneratorSpec spec, String name, Settings settings) implements GeneratorFunction {
        @Override
        public String sql(List<String> arguments) {
            return spec.text(name, arguments, false);
        }

        @Override
        public boolean outer() {
            return spec.outer;
        }

        @Override
        public Generation open(Expression.GeneratorCall call, List<Evaluator> arguments) {
            return spec.factory.open(call, settings, arguments, spec.outer);
        }
    }
}

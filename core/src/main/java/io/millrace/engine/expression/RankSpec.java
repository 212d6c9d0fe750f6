package io.millrace.engine.expression;

import io.millrace.plan.UnresolvedExpression.NullTreatment;
import io.millrace.types.DataType;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The declaration of a function that only means something over a window. */
public final class RankSpec extends FunctionSpec<RankSpec> {
    private final RankFunction.Kind kind;
    private Predicate<List<Expression>> nullable = arguments -> false;
    private Function<List<String>, String> text;

    RankSpec(RankFunction.Kind kind, String name) {
        super(name);
        this.kind = kind;
    }

    @Override
    RankSpec self() {
        return this;
    }

    public RankSpec nullable(Predicate<List<Expression>> rule) {
        nullable = rule;
        return this;
    }

    /** How a call reads as SQL, where it is not {@code name(argument, …)}. */
    public RankSpec text(Function<List<String>, String> rule) {
        text = rule;
        return this;
    }

    @Override
    void refuseClauses(CallErrors errors) {
        if (kind.mayIgnoreNulls()) {
            FunctionRegistry.refuseOrder(errors.call(), errors::prettyName);
            FunctionRegistry.refuseAggregateSyntax(
                    errors.call().withNulls(NullTreatment.UNSPECIFIED), errors::prettyName);
        } else {
            super.refuseClauses(errors);
        }
    }

    @Override
    String text(String shownName, List<String> arguments, boolean distinct) {
        return text != null ? text.apply(arguments) : shownName + "(" + String.join(", ", arguments) + ")";
    }

    @Override
    Expression build(CallSite call, List<Expression> arguments, DataType type, Settings settings) {
        return new Expression.RankCall(
                new Resolved(this), arguments, call.ignoreNulls(), type, nullable.test(arguments));
    }

    /** The function as expressions hold it. */
    record Resolved(RankSpec spec) implements RankFunction {
        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public Kind kind() {
            return spec.kind;
        }

        @Override
        public String sql(List<String> arguments, boolean ignoreNulls) {
            String call = spec.text(spec.name(), arguments, false);
            return ignoreNulls && spec.kind.hasFrame() ? call + " ignore nulls" : call;
        }
    }
}

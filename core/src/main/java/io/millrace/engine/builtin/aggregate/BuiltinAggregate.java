package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.AggregateFunction;
import io.millrace.engine.expression.Expression;
import io.millrace.types.DataType;
import java.util.List;
import java.util.function.Function;

/**
 * A built-in aggregate.
 *
 * @param shownArguments how many arguments generated column names show; options behind them stay hidden
 * @param opener makes the accumulator for a call
 */
record BuiltinAggregate(
        String name, int shownArguments, Function<Expression.AggregateCall, TypedAccumulator> opener)
        implements AggregateFunction {
    BuiltinAggregate(String name, Function<Expression.AggregateCall, TypedAccumulator> opener) {
        this(name, Integer.MAX_VALUE, opener);
    }

    @Override
    public String sql(List<String> arguments, boolean distinct) {
        // A count of all rows is a count of a constant.
        List<String> shown = arguments.subList(0, Math.min(shownArguments, arguments.size()));
        String list = shown.isEmpty() ? "1" : String.join(", ", shown);
        return name + "(" + (distinct ? "DISTINCT " : "") + list + ")";
    }

    @Override
    public List<DataType> bufferTypes(Expression.AggregateCall call) {
        return opener.apply(call).bufferTypes();
    }

    @Override
    public Accumulator open(Expression.AggregateCall call) {
        return opener.apply(call);
    }
}

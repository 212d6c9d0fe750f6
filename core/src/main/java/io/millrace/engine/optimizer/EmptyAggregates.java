package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ValueVector;

/** What aggregates say of no rows at all: 0 of a count, null of most others. */
final class EmptyAggregates {
    private EmptyAggregates() {}

    static Constant value(AggregateCall call) {
        Accumulator accumulator = call.function().open(call);
        accumulator.ensureGroups(1);
        ValueVector result = ValueVector.create(call.type());
        result.reset(1);
        accumulator.finish(new int[] {0}, 1, result, 0);
        return new Constant(Values.get(result, 0), call.type());
    }
}

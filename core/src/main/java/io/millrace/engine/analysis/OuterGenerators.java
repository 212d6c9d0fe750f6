package io.millrace.engine.analysis;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import java.util.List;

/** {@code LATERAL VIEW OUTER explode(…)} is {@code LATERAL VIEW explode_outer(…)}. */
final class OuterGenerators {
    private static final String SUFFIX = "_outer";

    private OuterGenerators() {}

    static UnresolvedExpression outer(UnresolvedExpression generator) {
        if (!(generator instanceof FunctionCall call) || call.name().getLast().endsWith(SUFFIX)) {
            return generator;
        }
        return new FunctionCall(
                List.of(call.name().getLast() + SUFFIX),
                call.arguments(),
                call.distinct(),
                call.withinGroup(),
                call.filter(),
                call.nulls(),
                call.origin());
    }
}

package io.millrace.engine.expression;

import java.util.List;

/** Makes evaluators for calls of a scalar function. {@link Kernels} has the usual shapes. */
@FunctionalInterface
public interface ScalarKernel {
    /**
     * Makes the evaluator of one call.
     *
     * @param arguments the evaluators of the arguments, in order; null for a lambda
     */
    Evaluator open(KernelCall call, List<Evaluator> arguments);

    /** Whether it gives null for every row in which an argument is null. */
    default boolean isStrict() {
        return false;
    }
}

package io.millrace.function;

import java.io.Serializable;

/** Makes one value of two; must be associative and commutative. */
@FunctionalInterface
public interface ReduceFunction<T> extends Serializable {
    T call(T v1, T v2) throws Exception;
}

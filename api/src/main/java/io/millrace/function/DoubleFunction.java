package io.millrace.function;

import java.io.Serializable;

/** Gives a double for a value. */
@FunctionalInterface
public interface DoubleFunction<T> extends Serializable {
    double call(T t) throws Exception;
}

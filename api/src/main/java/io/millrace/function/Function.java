package io.millrace.function;

import java.io.Serializable;

/** Gives a value for a value. */
@FunctionalInterface
public interface Function<T1, R> extends Serializable {
    R call(T1 v1) throws Exception;
}

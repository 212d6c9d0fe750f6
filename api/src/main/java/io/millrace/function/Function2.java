package io.millrace.function;

import java.io.Serializable;

/** Gives a value for two values. */
@FunctionalInterface
public interface Function2<T1, T2, R> extends Serializable {
    R call(T1 v1, T2 v2) throws Exception;
}

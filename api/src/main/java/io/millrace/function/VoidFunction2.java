package io.millrace.function;

import java.io.Serializable;

/** Does something with two values. */
@FunctionalInterface
public interface VoidFunction2<T1, T2> extends Serializable {
    void call(T1 v1, T2 v2) throws Exception;
}

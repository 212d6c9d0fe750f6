package io.millrace.function;

import java.io.Serializable;

/** Does something with each value. */
@FunctionalInterface
public interface ForeachFunction<T> extends Serializable {
    void call(T t) throws Exception;
}

package io.millrace.function;

import java.io.Serializable;

/** Decides whether a value stays. */
@FunctionalInterface
public interface FilterFunction<T> extends Serializable {
    boolean call(T value) throws Exception;
}

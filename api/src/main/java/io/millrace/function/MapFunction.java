package io.millrace.function;

import java.io.Serializable;

/** Gives a value for a value. */
@FunctionalInterface
public interface MapFunction<T, U> extends Serializable {
    U call(T value) throws Exception;
}

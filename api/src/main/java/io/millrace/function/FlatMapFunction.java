package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Gives any number of values for a value. */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {
    Iterator<R> call(T t) throws Exception;
}

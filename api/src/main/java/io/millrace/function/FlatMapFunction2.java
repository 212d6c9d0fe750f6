package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Gives any number of values for two values. */
@FunctionalInterface
public interface FlatMapFunction2<T1, T2, R> extends Serializable {
    Iterator<R> call(T1 t1, T2 t2) throws Exception;
}

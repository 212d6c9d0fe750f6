package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Gives any number of doubles for a value. */
@FunctionalInterface
public interface DoubleFlatMapFunction<T> extends Serializable {
    Iterator<Double> call(T t) throws Exception;
}

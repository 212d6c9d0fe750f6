package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Gives any number of values for the values of a partition. */
@FunctionalInterface
public interface MapPartitionsFunction<T, U> extends Serializable {
    Iterator<U> call(Iterator<T> input) throws Exception;
}

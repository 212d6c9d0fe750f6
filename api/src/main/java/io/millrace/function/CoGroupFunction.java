package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Gives rows for the values that two groupings hold under one key. */
@FunctionalInterface
public interface CoGroupFunction<K, V1, V2, R> extends Serializable {
    Iterator<R> call(K key, Iterator<V1> left, Iterator<V2> right) throws Exception;
}

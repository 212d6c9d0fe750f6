package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Gives any number of values for a key and the values under it. */
@FunctionalInterface
public interface FlatMapGroupsFunction<K, V, R> extends Serializable {
    Iterator<R> call(K key, Iterator<V> values) throws Exception;
}

package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Gives one value for a key and the values under it. */
@FunctionalInterface
public interface MapGroupsFunction<K, V, R> extends Serializable {
    R call(K key, Iterator<V> values) throws Exception;
}

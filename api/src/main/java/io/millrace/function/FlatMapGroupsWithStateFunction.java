package io.millrace.function;

import io.millrace.streaming.GroupState;
import java.io.Serializable;
import java.util.Iterator;

/** Gives any number of values for a key, its new values and its state. */
@FunctionalInterface
public interface FlatMapGroupsWithStateFunction<K, V, S, R> extends Serializable {
    Iterator<R> call(K key, Iterator<V> values, GroupState<S> state) throws Exception;
}

package io.millrace.function;

import io.millrace.streaming.GroupState;
import java.io.Serializable;
import java.util.Iterator;

/** Gives one value for a key, its new values and its state. */
@FunctionalInterface
public interface MapGroupsWithStateFunction<K, V, S, R> extends Serializable {
    R call(K key, Iterator<V> values, GroupState<S> state) throws Exception;
}

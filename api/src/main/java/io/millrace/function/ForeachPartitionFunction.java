package io.millrace.function;

import java.io.Serializable;
import java.util.Iterator;

/** Does something with the values of a partition. */
@FunctionalInterface
public interface ForeachPartitionFunction<T> extends Serializable {
    void call(Iterator<T> t) throws Exception;
}

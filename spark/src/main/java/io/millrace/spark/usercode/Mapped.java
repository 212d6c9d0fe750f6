package io.millrace.spark.usercode;

import io.millrace.Errors;
import io.millrace.function.MapFunction;
import java.util.Iterator;

/** What a function gives for the elements of another iterator; what it throws reaches the caller as it is. */
record Mapped<S, T>(Iterator<S> source, MapFunction<S, T> function) implements Iterator<T> {
    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public T next() {
        S element = source.next();
        try {
            return function.call(element);
        } catch (Exception e) {
            throw Errors.raise(e);
        }
    }
}

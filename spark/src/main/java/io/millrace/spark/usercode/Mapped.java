package io.millrace.spark.usercode;

import java.util.Iterator;
import java.util.function.Function;

/** What a function gives for the elements of another iterator. */
record Mapped<S, T>(Iterator<S> source, Function<? super S, ? extends T> function) implements Iterator<T> {
    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public T next() {
        return function.apply(source.next());
    }
}

package io.millrace.spark.usercode;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The elements that a function gives for each element of another iterator, one after the other. */
final class Flattened<S, T> implements Iterator<T> {
    private final Iterator<Iterator<T>> parts;
    private Iterator<T> part = Collections.emptyIterator();

    Flattened(Iterator<S> source, Function<? super S, Iterator<T>> function) {
        this.parts = new Mapped<>(source, function);
    }

    @Override
    public boolean hasNext() {
        while (!part.hasNext()) {
            if (!parts.hasNext()) {
                return false;
            }
            part = parts.next();
        }
        return true;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return part.next();
    }
}

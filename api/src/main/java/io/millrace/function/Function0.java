package io.millrace.function;

import java.io.Serializable;

/** Gives a value. */
@FunctionalInterface
public interface Function0<R> extends Serializable {
    R call() throws Exception;
}

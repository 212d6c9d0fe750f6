package io.millrace.api.java;

import java.io.Serializable;

/** A user-defined function with no argument. */
@FunctionalInterface
public interface UDF0<R> extends Serializable {
    R call() throws Exception;
}

package io.millrace.engine.expression;

import java.util.List;

/**
 * A family of functions.
 *
 * <p>A module names its functions and defines one when it is first called; so a query pays only for what it uses. The
 * usual form is a {@code switch} over the name with one line per function, and {@link #unknown} at its end.
 */
public interface FunctionModule {
    /** All names, aliases included, in lower case. */
    List<String> names();

    /** The function of one of the {@link #names}. */
    FunctionSpec<?> define(String name);

    /** For a name that {@link #names} gives but {@link #define} does not know: an error of ours. */
    static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("No definition of the function " + name);
    }
}

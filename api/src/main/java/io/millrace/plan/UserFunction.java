package io.millrace.plan;

import io.millrace.types.DataType;
import java.io.Serializable;

/**
 * A user's function inside a plan. Both engines run it: it is Java code that can be serialized.
 *
 * @param name its name for messages; may be empty
 * @param function an {@code io.millrace.api.java.UDFn} object, for the {@code n} of its arity
 * @param arity how many arguments it takes
 * @param returnType what it returns
 * @param nullable false promises that it never returns null
 * @param deterministic false keeps the optimizer from moving or repeating it
 */
public record UserFunction(
        String name, Object function, int arity, DataType returnType, boolean nullable, boolean deterministic)
        implements Serializable {
    /** The same function under a name for messages. */
    public UserFunction withName(String newName) {
        return new UserFunction(newName, function, arity, returnType, nullable, deterministic);
    }

    /** The same function, which never returns null. */
    public UserFunction notNullable() {
        return new UserFunction(name, function, arity, returnType, false, deterministic);
    }

    /** The same function, which may give different results for equal arguments. */
    public UserFunction nondeterministic() {
        return new UserFunction(name, function, arity, returnType, nullable, false);
    }
}

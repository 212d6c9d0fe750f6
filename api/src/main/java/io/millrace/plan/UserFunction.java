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
 * @param deterministic false keeps the optimizer from moving or repeating it
 */
public record UserFunction(String name, Object function, int arity, DataType returnType, boolean deterministic)
        implements Serializable {}

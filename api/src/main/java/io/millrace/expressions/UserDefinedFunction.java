package io.millrace.expressions;

import io.millrace.Column;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.UserFunctionCall;
import io.millrace.plan.UserFunction;
import java.util.Arrays;

/** A user's function, to be applied to columns or registered for SQL. Immutable. */
public class UserDefinedFunction {
    private final UserFunction function;

    private UserDefinedFunction(UserFunction function) {
        this.function = function;
    }

    /** For engines and front ends: wraps a function of a plan. */
    public static UserDefinedFunction of(UserFunction function) {
        return new UserDefinedFunction(function);
    }

    /** For engines and front ends: the function as it stands in plans. */
    public UserFunction function() {
        return function;
    }

    /** The function's name; empty if it has none. */
    public String name() {
        return function.name();
    }

    /** The column that the function gives for these columns. */
    public Column apply(Column... exprs) {
        return Column.of(new UserFunctionCall(
                function, Arrays.stream(exprs).map(Column::expression).toList(), Origin.NONE));
    }

    /** The same function with a name for messages. */
    public UserDefinedFunction withName(String name) {
        return new UserDefinedFunction(function.withName(name));
    }

    /** The same function, of which the caller promises that it never returns null. */
    public UserDefinedFunction asNonNullable() {
        return new UserDefinedFunction(function.notNullable());
    }

    /** The same function, which may give different results for equal arguments. */
    public UserDefinedFunction asNondeterministic() {
        return new UserDefinedFunction(function.nondeterministic());
    }

    /** Whether equal arguments give equal results. */
    public boolean deterministic() {
        return function.deterministic();
    }

    /** Whether results may be null. */
    public boolean nullable() {
        return function.nullable();
    }
}

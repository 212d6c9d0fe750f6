package io.millrace.engine.expression;

import java.util.List;
import java.util.OptionalLong;

/** A function of one row's values, for example {@code upper}. Immutable; shared by all queries. */
public interface ScalarFunction {
    /** The name that messages and generated column names show. */
    String name();

    /** False keeps the optimizer from folding, moving or repeating it: {@code rand}, {@code uuid}. */
    default boolean deterministic() {
        return true;
    }

    /**
     * Whether calls with constants may be computed before there is a row. What is there to fail, such as {@code raise_error},
     * fails for a row, though it always gives the same.
     */
    default boolean early() {
        return deterministic();
    }

    /**
     * Whether calls with constants may stand where the language wants constants. What is asked of the session, such as
     * {@code current_user()}, depends on no row and may not.
     */
    default boolean foldable() {
        return deterministic();
    }

    /** Whether a call is computed from the types of its arguments alone: a constant, whatever their values depend on. */
    default boolean ofTypes() {
        return false;
    }

    /**
     * What time it was when a call was analysed, microseconds since the epoch, for a function that gives the time of its
     * batch; empty for any other. Where the language wants a constant there is no batch yet.
     */
    default OptionalLong clock() {
        return OptionalLong.empty();
    }

    /** Whether a call with a literal NULL is null, whatever its other arguments would give or whether they would fail. */
    default boolean nullIntolerant() {
        return false;
    }

    /**
     * Whether the call means just its first argument: the others are what it was written with, and only shown. An
     * optimizer may put the first argument in its place once columns have their names.
     */
    default boolean standsForFirst() {
        return false;
    }

    /** Whether the call is one of a function written in SQL, and its first argument that function's body. */
    default boolean isRoutine() {
        return false;
    }

    /**
     * Whether a call may be null once its arguments may be.
     *
     * @param typed what was found when the call was typed, with other arguments
     */
    default boolean nullable(List<Expression> arguments, boolean typed) {
        return typed;
    }

    /**
     * The call as SQL, for generated column names and messages, given its arguments as SQL.
     */
    String sql(List<String> arguments);

    /** The call as messages show it that come after it is resolved: aliases among the arguments are lost by then. */
    default String checkedSql(List<String> arguments) {
        return sql(arguments);
    }

    /** The call as messages show it that come before it is resolved. */
    default String unresolvedSql(List<String> arguments) {
        return sql(arguments);
    }

    /**
     * Makes an evaluator for one call.
     *
     * @param call the call, for the types and constant arguments
     * @param arguments the evaluators of its arguments, in order (a lambda's is null)
     */
    Evaluator open(Expression.ScalarCall call, List<Evaluator> arguments);
}

package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorPosition;
import java.util.List;
import java.util.Optional;

/**
 * A call by name whose arguments have types, but perhaps not yet those that the function takes.
 *
 * @param name as written, in any case
 * @param ignoreNulls {@code IGNORE NULLS}
 * @param order {@code WITHIN GROUP (ORDER BY …)}, if there is one
 * @param position the stretch of SQL, if it was SQL
 */
public record CallSite(
        String name,
        List<Expression> arguments,
        boolean distinct,
        Optional<Expression> filter,
        boolean ignoreNulls,
        List<Ordering> order,
        Optional<ErrorPosition> position) {
    public CallSite {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }

    /** A call without {@code WITHIN GROUP}. */
    public CallSite(
            String name,
            List<Expression> arguments,
            boolean distinct,
            Optional<Expression> filter,
            boolean ignoreNulls,
            Optional<ErrorPosition> position) {
        this(name, arguments, distinct, filter, ignoreNulls, List.of(), position);
    }

    /** One item of {@code WITHIN GROUP (ORDER BY …)}. */
    public record Ordering(Expression value, boolean ascending, boolean nullsFirst) {}

    /** A plain call. */
    public static CallSite of(String name, List<Expression> arguments) {
        return new CallSite(name, arguments, false, Optional.empty(), false, Optional.empty());
    }

    public static CallSite of(String name, Expression... arguments) {
        return of(name, List.of(arguments));
    }

    /** The position as an origin. */
    public Origin origin() {
        return position.map(Origin::of).orElse(Origin.NONE);
    }

    public CallSite withArguments(List<Expression> others) {
        return new CallSite(name, others, distinct, filter, ignoreNulls, order, position);
    }
}

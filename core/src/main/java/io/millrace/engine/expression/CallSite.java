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
 * @param position the stretch of SQL, if it was SQL
 */
public record CallSite(
        String name,
        List<Expression> arguments,
        boolean distinct,
        Optional<Expression> filter,
        boolean ignoreNulls,
        Optional<ErrorPosition> position) {
    public CallSite {
        arguments = List.copyOf(arguments);
    }

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
        return new CallSite(name, others, distinct, filter, ignoreNulls, position);
    }
}

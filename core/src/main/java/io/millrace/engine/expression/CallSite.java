package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.NullTreatment;
import io.millrace.spi.error.ErrorPosition;
import java.util.List;
import java.util.Optional;

/**
 * A call by name whose arguments have types, but perhaps not yet those that the function takes.
 *
 * @param name as written, in any case
 * @param nulls what the call says about nulls
 * @param order {@code WITHIN GROUP (ORDER BY …)}, if there is one
 * @param position the stretch of SQL, if it was SQL
 */
public record CallSite(
        String name,
        List<Expression> arguments,
        boolean distinct,
        Optional<Expression> filter,
        NullTreatment nulls,
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
            NullTreatment nulls,
            Optional<ErrorPosition> position) {
        this(name, arguments, distinct, filter, nulls, List.of(), position);
    }

    /** One item of {@code WITHIN GROUP (ORDER BY …)}. */
    public record Ordering(Expression value, boolean ascending, boolean nullsFirst) {}

    /** A call without any clause. */
    public static CallSite plain(String name, List<Expression> arguments, Optional<ErrorPosition> position) {
        return new CallSite(name, arguments, false, Optional.empty(), NullTreatment.UNSPECIFIED, position);
    }

    public static CallSite of(String name, List<Expression> arguments) {
        return plain(name, arguments, Optional.empty());
    }

    public static CallSite of(String name, Expression... arguments) {
        return of(name, List.of(arguments));
    }

    public boolean ignoreNulls() {
        return nulls == NullTreatment.IGNORE_NULLS;
    }

    /** The position as an origin. */
    public Origin origin() {
        return position.map(Origin::of).orElse(Origin.NONE);
    }

    public CallSite withFilter(Expression condition) {
        return new CallSite(name, arguments, distinct, Optional.of(condition), nulls, order, position);
    }

    public CallSite withNulls(NullTreatment treatment) {
        return new CallSite(name, arguments, distinct, filter, treatment, order, position);
    }

    public CallSite withArguments(List<Expression> others) {
        return new CallSite(name, others, distinct, filter, nulls, order, position);
    }
}

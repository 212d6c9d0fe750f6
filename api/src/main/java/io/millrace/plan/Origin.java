package io.millrace.plan;

import io.millrace.spi.error.ErrorPosition;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a node comes from.
 *
 * @param position the stretch of SQL, if it was SQL
 * @param planId an id given by a front end, so that columns can name the plan that they belong to
 */
public record Origin(Optional<ErrorPosition> position, OptionalLong planId) {
    /** Not from SQL, and without an id. */
    public static final Origin NONE = new Origin(Optional.empty(), OptionalLong.empty());

    public static Origin of(ErrorPosition position) {
        return new Origin(Optional.of(position), OptionalLong.empty());
    }

    public static Origin ofPlanId(long planId) {
        return new Origin(Optional.empty(), OptionalLong.of(planId));
    }

    /** Where something comes from must not decide whether two nodes are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Origin;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

package io.millrace.spark.translation;

import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorPosition;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan$;
import org.apache.spark.sql.catalyst.trees.CurrentOrigin;
import scala.Option;

/** Where nodes come from: their place in SQL, and the ids by which columns name plans. */
final class Origins {
    private Origins() {}

    /** Makes nodes that come from a place in SQL; without one, they come from where the nodes around them do. */
    static <T> T at(Origin origin, Supplier<T> nodes) {
        return origin.position()
                .map(position -> CurrentOrigin.withOrigin(toSpark(position), nodes::get))
                .orElseGet(nodes);
    }

    private static org.apache.spark.sql.catalyst.trees.Origin toSpark(ErrorPosition position) {
        return new org.apache.spark.sql.catalyst.trees.Origin(
                Option.apply(position.line()),
                Option.apply(position.column()),
                Option.apply(position.start()),
                Option.apply(position.stop()),
                Option.apply(position.sqlText()),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }

    /** Gives a plan the id by which columns name it. */
    static LogicalPlan withId(LogicalPlan plan, Origin origin) {
        origin.planId().ifPresent(id -> plan.setTagValue(LogicalPlan$.MODULE$.PLAN_ID_TAG(), id));
        return plan;
    }

    /** Makes a column that of one plan. */
    static UnresolvedAttribute withPlan(UnresolvedAttribute column, Origin origin) {
        origin.planId().ifPresent(id -> column.setTagValue(LogicalPlan$.MODULE$.PLAN_ID_TAG(), id));
        return column;
    }

    static Optional<Object> planId(Origin origin) {
        return origin.planId().isPresent() ? Optional.of(origin.planId().getAsLong()) : Optional.empty();
    }
}

package io.millrace;

import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Join;
import io.millrace.plan.UnresolvedPlan.JoinCriteria;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.spi.error.ErrorCondition;
import java.util.List;
import java.util.Locale;

/** Plans of joins, by Spark's names of join types. */
final class Joins {
    private static final String SUPPORTED = "inner, outer, full, fullouter, full_outer, leftouter, left, left_outer, "
            + "rightouter, right, right_outer, leftsemi, left_semi, semi, leftanti, left_anti, anti, cross";

    private Joins() {}

    static UnresolvedPlan unconditional(UnresolvedPlan left, UnresolvedPlan right, boolean lateral) {
        return new Join(left, right, JoinKind.INNER, new JoinCriteria.None(), lateral, PlanTree.newOrigin());
    }

    static UnresolvedPlan cross(UnresolvedPlan left, UnresolvedPlan right) {
        return new Join(left, right, JoinKind.CROSS, new JoinCriteria.None(), false, PlanTree.newOrigin());
    }

    static UnresolvedPlan using(UnresolvedPlan left, UnresolvedPlan right, String[] columns, String type) {
        return new Join(left, right, kind(type), new JoinCriteria.Using(List.of(columns)), false, PlanTree.newOrigin());
    }

    static UnresolvedPlan on(
            UnresolvedPlan left, UnresolvedPlan right, Column condition, String type, boolean lateral) {
        JoinCriteria criteria = new JoinCriteria.On(condition.expression());
        return new Join(left, right, kind(type), criteria, lateral, PlanTree.newOrigin());
    }

    static UnresolvedPlan lateral(UnresolvedPlan left, UnresolvedPlan right, String type) {
        return new Join(left, right, kind(type), new JoinCriteria.None(), true, PlanTree.newOrigin());
    }

    static JoinKind kind(String type) {
        return switch (type.toLowerCase(Locale.ROOT).replace("_", "")) {
            case "inner" -> JoinKind.INNER;
            case "cross" -> JoinKind.CROSS;
            case "outer", "full", "fullouter" -> JoinKind.FULL_OUTER;
            case "left", "leftouter" -> JoinKind.LEFT_OUTER;
            case "right", "rightouter" -> JoinKind.RIGHT_OUTER;
            case "semi", "leftsemi" -> JoinKind.LEFT_SEMI;
            case "anti", "leftanti" -> JoinKind.LEFT_ANTI;
            default ->
                throw Errors.analysis(
                        ErrorCondition.UNSUPPORTED_JOIN_TYPE, "typ", "'" + type + "'", "supported", SUPPORTED);
        };
    }
}

package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Spark made of old of sub-queries that aggregate rows found by the query around, where there are no such rows. EXISTS and
 * IN saw no row at all, though an aggregate without keys has one; the value of one with keys was that of its aggregates of
 * nothing, though it has no row. Two settings ask for these mistakes; each is written into the plan here.
 */
final class LegacyCounts {
    private final AnalysisContext context;
    private final OuterColumns outer;

    LegacyCounts(AnalysisContext context, OuterColumns outer) {
        this.context = context;
        this.outer = outer;
    }

    /** The plan of EXISTS or IN. */
    LogicalPlan ofExistence(LogicalPlan plan) {
        return context.resolution().flag(LanguageSetting.LEGACY_EXISTENCE_COUNT)
                ? Trees.transform(plan, this::withoutEmptyGroup)
                : plan;
    }

    private LogicalPlan withoutEmptyGroup(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Aggregate aggregate)
                || !aggregate.groupings().isEmpty()
                || !isCorrelated(aggregate)) {
            return node;
        }
        Expression count = call("count", new Constant(1, DataTypes.IntegerType));
        Attribute rows = Attribute.create("rows", count.type(), count.nullable());
        List<Assignment> aggregates = new ArrayList<>(aggregate.aggregates());
        aggregates.add(new Assignment(rows, count));
        LogicalPlan counted = new LogicalPlan.Filter(
                new LogicalPlan.Aggregate(aggregate.input(), List.of(), aggregates),
                Operators.call(">", rows, new Constant(0L, DataTypes.LongType)));
        return new LogicalPlan.Project(
                counted, aggregate.output().stream().map(Assignment::pass).toList());
    }

    /** The plan of a sub-query that stands for a value. */
    LogicalPlan ofValue(LogicalPlan plan) {
        return context.resolution().flag(LanguageSetting.LEGACY_SCALAR_COUNT) ? withoutKeys(plan) : plan;
    }

    /** A value that uses a key is none where there is no group. */
    private LogicalPlan withoutKeys(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Project project) {
            Set<Long> used = new HashSet<>();
            project.assignments().forEach(item -> used.addAll(Trees.references(item.value())));
            LogicalPlan input = withoutKeys(project.input());
            boolean known = input.output().stream().map(Attribute::id).toList().containsAll(ownColumns(used, project));
            return known ? project.withInput(input) : project;
        }
        return plan instanceof LogicalPlan.Aggregate aggregate && isCorrelated(aggregate)
                ? new LogicalPlan.Aggregate(aggregate.input(), List.of(), aggregate.aggregates())
                : plan;
    }

    private static List<Long> ownColumns(Set<Long> used, LogicalPlan.Project project) {
        return project.input().output().stream()
                .map(Attribute::id)
                .filter(used::contains)
                .toList();
    }

    private boolean isCorrelated(LogicalPlan.Aggregate aggregate) {
        return !outer.uses(aggregate.input()).isEmpty();
    }

    private Expression call(String name, Expression argument) {
        return context.functions().resolve(CallSite.of(name, argument), context.resolution());
    }
}

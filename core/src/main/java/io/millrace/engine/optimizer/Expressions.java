package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.SortKey;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rewrites the expressions of plan nodes. */
final class Expressions {
    private Expressions() {}

    /** The same node with every expression of its own rewritten. */
    static LogicalPlan map(LogicalPlan plan, UnaryOperator<Expression> rule) {
        return switch (plan) {
            case LogicalPlan.TableScan scan -> scan;
            case LogicalPlan.StreamScan scan -> scan;
            case LogicalPlan.Project project ->
                new LogicalPlan.Project(project.input(), assignments(project.assignments(), rule));
            case LogicalPlan.Filter filter -> new LogicalPlan.Filter(filter.input(), rule.apply(filter.condition()));
            case LogicalPlan.Aggregate aggregate ->
                new LogicalPlan.Aggregate(
                        aggregate.input(),
                        assignments(aggregate.groupings(), rule),
                        assignments(aggregate.aggregates(), rule));
            case LogicalPlan.Generate generate ->
                new LogicalPlan.Generate(
                        generate.input(),
                        (Expression.GeneratorCall) rule.apply(generate.generator()),
                        generate.generated());
            case LogicalPlan.Sort sort ->
                new LogicalPlan.Sort(
                        sort.input(),
                        sort.keys().stream()
                                .map(key -> new SortKey(rule.apply(key.value()), key.ascending(), key.nullsFirst()))
                                .toList());
            case LogicalPlan.Join join ->
                new LogicalPlan.Join(
                        join.left(), join.right(), join.kind(), join.condition().map(rule), join.output());
            case LogicalPlan.MapRows rows -> rows;
            case LogicalPlan.Limit limit -> limit;
            case LogicalPlan.Tail tail -> tail;
            case LogicalPlan.Union union -> union;
            case LogicalPlan.Deduplicate deduplicate -> deduplicate;
            case LogicalPlan.Watermark watermark -> watermark;
        };
    }

    /** All expressions of a node's own. */
    static List<Expression> of(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.TableScan scan -> List.of();
            case LogicalPlan.StreamScan scan -> List.of();
            case LogicalPlan.Project project ->
                project.assignments().stream().map(Assignment::value).toList();
            case LogicalPlan.Filter filter -> List.of(filter.condition());
            case LogicalPlan.Aggregate aggregate ->
                java.util.stream.Stream.concat(aggregate.groupings().stream(), aggregate.aggregates().stream())
                        .map(Assignment::value)
                        .toList();
            case LogicalPlan.Generate generate -> List.of(generate.generator());
            case LogicalPlan.Sort sort ->
                sort.keys().stream().map(SortKey::value).toList();
            case LogicalPlan.Join join -> join.condition().stream().toList();
            case LogicalPlan.MapRows rows -> List.of();
            case LogicalPlan.Limit limit -> List.of();
            case LogicalPlan.Tail tail -> List.of();
            case LogicalPlan.Union union -> List.of();
            case LogicalPlan.Deduplicate deduplicate -> List.copyOf(deduplicate.keys());
            case LogicalPlan.Watermark watermark -> List.of(watermark.eventTime());
        };
    }

    private static List<Assignment> assignments(List<Assignment> assignments, UnaryOperator<Expression> rule) {
        return assignments.stream()
                .map(assignment -> new Assignment(assignment.target(), rule.apply(assignment.value())))
                .toList();
    }
}

package io.millrace.engine.logical;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The expressions of plan nodes. */
public final class Expressions {
    private Expressions() {}

    /** The same node with every expression of its own rewritten. */
    public static LogicalPlan map(LogicalPlan plan, UnaryOperator<Expression> rule) {
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
            case LogicalPlan.Sort sort -> new LogicalPlan.Sort(sort.input(), sortKeys(sort.keys(), rule));
            case LogicalPlan.Join join ->
                new LogicalPlan.Join(
                        join.left(), join.right(), join.kind(), join.condition().map(rule), join.output());
            case LogicalPlan.RowWise rows -> rows;
            case LogicalPlan.Limit limit -> limit;
            case LogicalPlan.Tail tail -> tail;
            case LogicalPlan.Recursion recursion -> recursion;
            case LogicalPlan.LevelBefore level -> level;
            case LogicalPlan.Shared shared -> shared;
            case LogicalPlan.Union union -> union;
            case LogicalPlan.Deduplicate deduplicate -> deduplicate;
            case LogicalPlan.Watermark watermark -> watermark;
            case LogicalPlan.Lookup lookup ->
                new LogicalPlan.Lookup(
                        lookup.left(),
                        lookup.right(),
                        lookup.kind(),
                        lookup.condition().map(rule),
                        lookup.output(),
                        lookup.origin());
            case LogicalPlan.LateralJoin join ->
                new LogicalPlan.LateralJoin(
                        join.left(),
                        join.right(),
                        join.kind(),
                        join.condition().map(rule),
                        join.parameters(),
                        join.arguments().stream().map(rule).toList(),
                        join.output());
            case LogicalPlan.Expand expand ->
                new LogicalPlan.Expand(
                        expand.input(),
                        expand.projections().stream()
                                .map(projection -> projection.stream().map(rule).toList())
                                .toList(),
                        expand.output());
            case LogicalPlan.Window window ->
                new LogicalPlan.Window(
                        window.input(),
                        window.partitions().stream().map(rule).toList(),
                        sortKeys(window.order(), rule),
                        assignments(window.calls(), rule));
        };
    }

    /** All expressions of a node's own. */
    public static List<Expression> of(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.TableScan scan -> List.of();
            case LogicalPlan.StreamScan scan -> List.of();
            case LogicalPlan.Project project ->
                project.assignments().stream().map(Assignment::value).toList();
            case LogicalPlan.Filter filter -> List.of(filter.condition());
            case LogicalPlan.Aggregate aggregate ->
                Stream.concat(aggregate.groupings().stream(), aggregate.aggregates().stream())
                        .map(Assignment::value)
                        .toList();
            case LogicalPlan.Generate generate -> List.of(generate.generator());
            case LogicalPlan.Sort sort ->
                sort.keys().stream().map(SortKey::value).toList();
            case LogicalPlan.Join join -> join.condition().stream().toList();
            case LogicalPlan.RowWise rows -> List.of();
            case LogicalPlan.Limit limit -> List.of();
            case LogicalPlan.Tail tail -> List.of();
            case LogicalPlan.Recursion recursion -> List.of();
            case LogicalPlan.LevelBefore level -> List.of();
            case LogicalPlan.Shared shared -> List.of();
            case LogicalPlan.Union union -> List.of();
            case LogicalPlan.Deduplicate deduplicate -> List.copyOf(deduplicate.keys());
            case LogicalPlan.Watermark watermark -> List.of(watermark.eventTime());
            case LogicalPlan.Lookup lookup -> lookup.condition().stream().toList();
            case LogicalPlan.LateralJoin join ->
                Stream.concat(join.condition().stream(), join.arguments().stream())
                        .toList();
            case LogicalPlan.Expand expand ->
                expand.projections().stream().flatMap(List::stream).toList();
            case LogicalPlan.Window window -> {
                List<Expression> all = new ArrayList<>(window.partitions());
                window.order().forEach(key -> all.add(key.value()));
                window.calls().forEach(call -> all.add(call.value()));
                yield all;
            }
        };
    }

    private static List<SortKey> sortKeys(List<SortKey> keys, UnaryOperator<Expression> rule) {
        return keys.stream()
                .map(key -> new SortKey(rule.apply(key.value()), key.ascending(), key.nullsFirst()))
                .toList();
    }

    private static List<Assignment> assignments(List<Assignment> assignments, UnaryOperator<Expression> rule) {
        return assignments.stream()
                .map(assignment -> new Assignment(assignment.target(), rule.apply(assignment.value())))
                .toList();
    }
}

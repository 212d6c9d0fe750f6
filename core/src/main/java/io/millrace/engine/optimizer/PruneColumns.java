package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.EventTime;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Columns that nobody needs are not read or computed.
 *
 * <pre>
 *   Project[a]                     Project[a]
 *     └ Filter[b > 1]         →      └ Filter[b > 1]
 *         └ Scan[a, b, c, d]             └ Scan[a, b]
 * </pre>
 */
final class PruneColumns implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return prune(plan, ids(plan.output()));
    }

    /** @param needed the columns that are needed from above */
    private static LogicalPlan prune(LogicalPlan plan, Set<Long> needed) {
        return switch (plan) {
            case LogicalPlan.TableScan scan -> new LogicalPlan.TableScan(scan.table(), keep(scan.output(), needed));
            case LogicalPlan.StreamScan scan ->
                new LogicalPlan.StreamScan(scan.relation(), keep(scan.output(), needed));
            case LogicalPlan.Project project -> {
                List<Assignment> kept = keepAssignments(project.assignments(), needed);
                yield new LogicalPlan.Project(prune(project.input(), references(kept)), kept);
            }
            case LogicalPlan.Aggregate aggregate -> {
                List<Assignment> aggregates = keepAssignments(aggregate.aggregates(), needed);
                Set<Long> below = references(aggregate.groupings());
                below.addAll(references(aggregates));
                yield new LogicalPlan.Aggregate(prune(aggregate.input(), below), aggregate.groupings(), aggregates);
            }
            case LogicalPlan.Generate generate -> passing(generate, needed);
            case LogicalPlan.Filter filter -> passing(filter, needed);
            case LogicalPlan.Sort sort -> passing(sort, needed);
            case LogicalPlan.Watermark watermark -> passing(watermark, needed);
            case LogicalPlan.Limit limit -> passing(limit, needed);
            case LogicalPlan.Tail tail -> passing(tail, needed);
            case LogicalPlan.Deduplicate deduplicate -> {
                Set<Long> all = new HashSet<>(needed);
                all.addAll(ids(deduplicate.keys()));
                deduplicate.input().output().stream()
                        .filter(column -> EventTime.isTagged(column))
                        .forEach(column -> all.add(column.id()));
                yield deduplicate.withInputs(List.of(prune(deduplicate.input(), all)));
            }
            case LogicalPlan.RowWise rows ->
                rows.withInputs(List.of(prune(rows.input(), ids(rows.input().output()))));
            case LogicalPlan.Join join -> join(join, needed);
            case LogicalPlan.Union union -> union(union, needed);
            case LogicalPlan.Lookup lookup -> lookup(lookup, needed);
            case LogicalPlan.Recursion recursion ->
                recursion.withInputs(List.of(whole(recursion.anchor()), whole(recursion.step())));
            case LogicalPlan.LevelBefore level -> level;
            case LogicalPlan.Shared shared -> shared.withInput(whole(shared.input()));
            case LogicalPlan.LateralJoin join -> join;
            case LogicalPlan.Expand expand -> expand(expand, needed);
            case LogicalPlan.Window window -> window(window, needed);
        };
    }

    private static LogicalPlan passing(LogicalPlan plan, Set<Long> needed) {
        Set<Long> all = new HashSet<>(needed);
        Expressions.of(plan).forEach(expression -> all.addAll(Trees.references(expression)));
        return plan.withInputs(List.of(prune(plan.inputs().getFirst(), all)));
    }

    private static LogicalPlan join(LogicalPlan.Join join, Set<Long> needed) {
        Set<Long> all = new HashSet<>(needed);
        join.condition().ifPresent(condition -> all.addAll(Trees.references(condition)));
        LogicalPlan left = prune(join.left(), all);
        LogicalPlan right = prune(join.right(), all);
        Set<Long> given = ids(left.output());
        given.addAll(ids(right.output()));
        List<Attribute> output = join.output().stream()
                .filter(column -> given.contains(column.id()))
                .toList();
        return new LogicalPlan.Join(left, right, join.kind(), join.condition(), output);
    }

    private static LogicalPlan lookup(LogicalPlan.Lookup lookup, Set<Long> needed) {
        boolean asked = lookup.found().stream().anyMatch(column -> needed.contains(column.id()));
        if (!asked && lookup.kind() == LogicalPlan.LookupKind.MARK) {
            return prune(lookup.left(), needed);
        }
        Set<Long> all = new HashSet<>(needed);
        lookup.condition().ifPresent(condition -> all.addAll(Trees.references(condition)));
        LogicalPlan left = prune(lookup.left(), all);
        LogicalPlan right = prune(lookup.right(), all);
        Set<Long> given = ids(right.output());
        List<Attribute> output = new ArrayList<>(left.output());
        lookup.found().stream()
                .filter(column -> lookup.kind() == LogicalPlan.LookupKind.MARK || given.contains(column.id()))
                .forEach(output::add);
        return new LogicalPlan.Lookup(left, right, lookup.kind(), lookup.condition(), output, lookup.origin());
    }

    private static LogicalPlan expand(LogicalPlan.Expand expand, Set<Long> needed) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < expand.output().size(); i++) {
            if (needed.contains(expand.output().get(i).id())) {
                positions.add(i);
            }
        }
        List<List<Expression>> projections = expand.projections().stream()
                .map(projection -> positions.stream().map(projection::get).toList())
                .toList();
        Set<Long> below = new HashSet<>();
        projections.forEach(projection -> projection.forEach(value -> below.addAll(Trees.references(value))));
        return new LogicalPlan.Expand(
                prune(expand.input(), below),
                projections,
                positions.stream()
                        .map(position -> expand.output().get(position))
                        .toList());
    }

    private static LogicalPlan window(LogicalPlan.Window window, Set<Long> needed) {
        List<Assignment> calls = keepAssignments(window.calls(), needed);
        if (calls.isEmpty()) {
            return prune(window.input(), needed);
        }
        Set<Long> below = new HashSet<>(needed);
        below.addAll(references(calls));
        return new LogicalPlan.Window(prune(window.input(), below), window.partitions(), window.order(), calls);
    }

    /** A plan that keeps all its columns. */
    private static LogicalPlan whole(LogicalPlan plan) {
        return only(plan, plan.output());
    }

    private static LogicalPlan only(LogicalPlan plan, List<Attribute> columns) {
        LogicalPlan pruned = prune(plan, ids(columns));
        return pruned.gives(columns)
                ? pruned
                : new LogicalPlan.Project(
                        pruned, columns.stream().map(Assignment::pass).toList());
    }

    /** Inputs of a union must keep the same shape: each gets a projection to the needed positions. */
    private static LogicalPlan union(LogicalPlan.Union union, Set<Long> needed) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < union.output().size(); i++) {
            if (needed.contains(union.output().get(i).id())) {
                positions.add(i);
            }
        }
        List<LogicalPlan> inputs = new ArrayList<>();
        for (LogicalPlan input : union.inputs()) {
            List<Attribute> columns = positions.stream()
                    .map(position -> input.output().get(position))
                    .toList();
            inputs.add(only(input, columns));
        }
        return new LogicalPlan.Union(
                inputs,
                positions.stream().map(position -> union.output().get(position)).toList());
    }

    private static List<Attribute> keep(List<Attribute> columns, Set<Long> needed) {
        return columns.stream().filter(column -> needed.contains(column.id())).toList();
    }

    private static List<Assignment> keepAssignments(List<Assignment> assignments, Set<Long> needed) {
        return assignments.stream()
                .filter(assignment -> needed.contains(assignment.target().id()))
                .toList();
    }

    private static Set<Long> references(List<Assignment> assignments) {
        Set<Long> ids = new HashSet<>();
        assignments.forEach(assignment -> ids.addAll(Trees.references(assignment.value())));
        return ids;
    }

    private static Set<Long> ids(List<Attribute> attributes) {
        Set<Long> ids = new HashSet<>();
        attributes.forEach(attribute -> ids.add(attribute.id()));
        return ids;
    }
}

package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.optimizer.UnnestSubqueries.Independent;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the conditions of a sub-query that use its parameters up to its top, where they become the condition of a join.
 *
 * <pre>
 *   Aggregate[; max(x)]                 Aggregate[k; max(x)]
 *     └ Filter[k = p AND y > 1]    →      └ Filter[y > 1]             and    k = p
 *         └ t                                 └ t
 * </pre>
 *
 * <p>Above an aggregate, or anything else that looks at several rows, only some conditions can have come: equalities, as what
 * equals the parameter is then grouped by, and conditions on parameters alone, which take all rows or none. An aggregate of
 * everything gives a row also where nothing was found; where it is the value of a scalar sub-query that row is put together
 * from the aggregates' values over no rows.
 */
final class PulledUp {
    private final Set<Long> parameters;
    /** For each column of an aggregate of everything its value when there are no rows; empty without such an aggregate. */
    private final Map<Long, Expression> overNothing = new HashMap<>();

    private boolean givesRowOverNothing;

    private PulledUp(List<Attribute> parameters) {
        this.parameters = new HashSet<>();
        parameters.forEach(parameter -> this.parameters.add(parameter.id()));
    }

    /** A part of the sub-query without parameters, and what must hold besides. */
    private record Part(LogicalPlan plan, List<Expression> conditions) {}

    /** What stands in the way. */
    private static final class NotPossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPossible() {
            super(null, null, false, false);
        }
    }

    /** The sub-query made independent, if its parameters can be moved out of it. */
    static Optional<Independent> of(LogicalPlan subquery, List<Attribute> parameters) {
        PulledUp pulling = new PulledUp(parameters);
        try {
            Part part = pulling.pull(subquery);
            return pulling.givesRowOverNothing
                    ? Optional.empty()
                    : Optional.of(new Independent(part.plan(), part.conditions()));
        } catch (NotPossible e) {
            return Optional.empty();
        }
    }

    /** A scalar sub-query made independent, and its value in terms of the row that was found or of nulls. */
    record Scalar(Independent rows, Expression value) {}

    static Optional<Scalar> scalar(LogicalPlan subquery, List<Attribute> parameters) {
        PulledUp pulling = new PulledUp(parameters);
        try {
            Part part = pulling.pull(subquery);
            Attribute value = subquery.output().getFirst();
            Expression missing = pulling.overNothing.get(value.id());
            pulling.require(!pulling.givesRowOverNothing || missing != null);
            if (!pulling.givesRowOverNothing || isNull(missing)) {
                return Optional.of(new Scalar(new Independent(part.plan(), part.conditions()), value));
            }
            Attribute found = Attribute.create("found", DataTypes.BooleanType, false);
            List<Assignment> columns = new ArrayList<>(
                    part.plan().output().stream().map(Assignment::pass).toList());
            columns.add(new Assignment(found, new Constant(true, DataTypes.BooleanType)));
            Independent flagged = new Independent(new LogicalPlan.Project(part.plan(), columns), part.conditions());
            Expression nothing = Operators.call("isnull", found.withNullable(true));
            return Optional.of(new Scalar(flagged, Operators.call("when", nothing, missing, value.withNullable(true))));
        } catch (NotPossible e) {
            return Optional.empty();
        }
    }

    private static boolean isNull(Expression value) {
        return value instanceof Constant constant && constant.value() == null;
    }

    /** The plan without what only decides which columns its rows have, and in which order they come. */
    static LogicalPlan withoutColumns(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Project project
            when project.assignments().stream().noneMatch(a -> UnnestSubqueries.hasSubquery(a.value())) ->
                withoutColumns(project.input());
            case LogicalPlan.Sort sort -> withoutColumns(sort.input());
            case LogicalPlan.Limit limit when limit.offset() == 0 && limit.count() > 0 -> withoutColumns(limit.input());
            default -> plan;
        };
    }

    private boolean uses(Expression expression) {
        return Trees.references(expression).stream().anyMatch(parameters::contains);
    }

    private boolean uses(LogicalPlan plan) {
        return Trees.contains(plan, node -> Expressions.of(node).stream().anyMatch(this::uses));
    }

    private void require(boolean possible) {
        if (!possible) {
            throw new NotPossible();
        }
    }

    private Part pull(LogicalPlan plan) {
        if (!uses(plan)) {
            return new Part(plan, List.of());
        }
        return switch (plan) {
            case LogicalPlan.Filter filter -> filter(filter);
            case LogicalPlan.Project project -> project(project);
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Deduplicate deduplicate -> deduplicate(deduplicate);
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.Lookup lookup -> lookup(lookup);
            case LogicalPlan.Window window -> window(window);
            case LogicalPlan.Sort sort -> passing(sort);
            case LogicalPlan.Generate generate -> {
                require(!givesRowOverNothing);
                yield passing(generate);
            }
            case LogicalPlan.Limit limit -> limit(limit);
            case LogicalPlan.Tail ignored -> throw new NotPossible();
            case LogicalPlan.Recursion ignored -> throw new NotPossible();
            case LogicalPlan.LevelBefore level -> new Part(level, List.of());
            case LogicalPlan.Shared shared -> new Part(shared, List.of());
            case LogicalPlan.RowWise ignored -> throw new NotPossible();
            case LogicalPlan.Union ignored -> throw new NotPossible();
            case LogicalPlan.Expand ignored -> throw new NotPossible();
            case LogicalPlan.Watermark ignored -> throw new NotPossible();
            case LogicalPlan.LateralJoin ignored -> throw new NotPossible();
            case LogicalPlan.TableScan scan -> new Part(scan, List.of());
            case LogicalPlan.StreamScan scan -> new Part(scan, List.of());
        };
    }

    private Part passing(LogicalPlan plan) {
        require(Expressions.of(plan).stream().noneMatch(this::uses));
        Part input = pull(plan.inputs().getFirst());
        return new Part(plan.withInputs(List.of(input.plan())), input.conditions());
    }

    private Part filter(LogicalPlan.Filter filter) {
        Part input = pull(filter.input());
        require(!givesRowOverNothing);
        List<Expression> kept = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>(input.conditions());
        for (Expression condition : Trees.conjuncts(filter.condition())) {
            (uses(condition) ? conditions : kept).add(condition);
        }
        require(conditions.stream().allMatch(Trees::isDeterministic));
        LogicalPlan plan = Conjunction.ifAny(kept)
                .<LogicalPlan>map(condition -> new LogicalPlan.Filter(input.plan(), condition))
                .orElse(input.plan());
        return new Part(plan, conditions);
    }

    private Part project(LogicalPlan.Project project) {
        require(project.assignments().stream().noneMatch(assignment -> uses(assignment.value())));
        Part input = pull(project.input());
        List<Assignment> assignments = new ArrayList<>(project.assignments());
        if (givesRowOverNothing) {
            for (Assignment assignment : project.assignments()) {
                overNothing.put(assignment.target().id(), Trees.replace(assignment.value(), overNothing));
            }
        }
        addColumns(input, assignments);
        return new Part(new LogicalPlan.Project(input.plan(), assignments), input.conditions());
    }

    /** Lets the columns through that conditions need. */
    private static void addColumns(Part input, List<Assignment> assignments) {
        Set<Long> given = new HashSet<>();
        assignments.forEach(assignment -> given.add(assignment.target().id()));
        Set<Long> needed = new HashSet<>();
        input.conditions().forEach(condition -> needed.addAll(Trees.references(condition)));
        for (Attribute column : input.plan().output()) {
            if (needed.contains(column.id()) && given.add(column.id())) {
                assignments.add(Assignment.pass(column));
            }
        }
    }

    private Part aggregate(LogicalPlan.Aggregate aggregate) {
        require(Expressions.of(aggregate).stream().noneMatch(this::uses));
        Part input = pull(aggregate.input());
        require(!givesRowOverNothing);
        List<Assignment> groupings = new ArrayList<>(aggregate.groupings());
        List<Expression> conditions = new ArrayList<>();
        for (Expression condition : input.conditions()) {
            conditions.add(overKey(condition, groupings));
        }
        if (aggregate.groupings().isEmpty()) {
            givesRowOverNothing = true;
            aggregate
                    .aggregates()
                    .forEach(call ->
                            overNothing.put(call.target().id(), EmptyAggregates.value((AggregateCall) call.value())));
        }
        return new Part(new LogicalPlan.Aggregate(input.plan(), groupings, aggregate.aggregates()), conditions);
    }

    /** An equality of parameters and a value, as an equality of parameters and a key, which is added to the keys. */
    private Expression overKey(Expression condition, List<Assignment> keys) {
        if (isOuter(condition)) {
            return condition;
        }
        require(condition.isCallOf("=") || condition.isCallOf("<=>"));
        Expression left = condition.children().get(0);
        Expression right = condition.children().get(1);
        if (isOuter(left) && !uses(right)) {
            return condition.withChildren(List.of(left, key(right, keys)));
        }
        require(isOuter(right) && !uses(left));
        return condition.withChildren(List.of(key(left, keys), right));
    }

    private boolean isOuter(Expression expression) {
        return parameters.containsAll(Trees.references(expression));
    }

    private static Attribute key(Expression value, List<Assignment> keys) {
        for (Assignment key : keys) {
            if (key.value().equals(value)) {
                return key.target();
            }
        }
        Assignment key = value instanceof Attribute attribute
                ? Assignment.pass(attribute)
                : new Assignment(Attribute.create("key", value.type(), value.nullable()), value);
        keys.add(key);
        return key.target();
    }

    private Part deduplicate(LogicalPlan.Deduplicate deduplicate) {
        Part input = pull(deduplicate.input());
        require(!givesRowOverNothing);
        List<Assignment> columns = new ArrayList<>(
                input.plan().output().stream().map(Assignment::pass).toList());
        List<Attribute> keys = new ArrayList<>(deduplicate.keys());
        List<Expression> conditions = new ArrayList<>();
        for (Expression condition : input.conditions()) {
            List<Assignment> added = new ArrayList<>(columns);
            conditions.add(overKey(condition, added));
            columns = added;
        }
        Set<Long> known = new HashSet<>();
        keys.forEach(key -> known.add(key.id()));
        for (Expression condition : conditions) {
            for (Assignment column : columns) {
                if (Trees.references(condition).contains(column.target().id())
                        && known.add(column.target().id())) {
                    keys.add(column.target());
                }
            }
        }
        return new Part(
                new LogicalPlan.Deduplicate(
                        new LogicalPlan.Project(input.plan(), columns), keys, deduplicate.withinWatermark()),
                conditions);
    }

    private Part join(LogicalPlan.Join join) {
        boolean inner = join.kind() == JoinKind.INNER || join.kind() == JoinKind.CROSS;
        boolean leftDecides = join.kind() == JoinKind.LEFT_OUTER
                || join.kind() == JoinKind.LEFT_SEMI
                || join.kind() == JoinKind.LEFT_ANTI;
        require(inner || leftDecides && !uses(join.right()));
        List<Expression> conditions = new ArrayList<>();
        List<Expression> kept = new ArrayList<>();
        for (Expression condition : join.condition().map(Trees::conjuncts).orElse(List.of())) {
            (uses(condition) ? conditions : kept).add(condition);
        }
        require(inner || conditions.isEmpty());
        Part left = pull(join.left());
        Part right = pull(join.right());
        require(!givesRowOverNothing);
        conditions.addAll(left.conditions());
        conditions.addAll(right.conditions());
        List<Attribute> output = new ArrayList<>(join.output());
        addMissing(left.plan(), output);
        if (inner) {
            addMissing(right.plan(), output);
        }
        JoinKind kind = kept.isEmpty() && inner ? JoinKind.CROSS : join.kind();
        return new Part(
                new LogicalPlan.Join(
                        left.plan(), right.plan(), kind, Conjunction.ifAny(kept), inOrder(left, right, output)),
                conditions);
    }

    private static void addMissing(LogicalPlan side, List<Attribute> output) {
        for (Attribute column : side.output()) {
            if (output.stream().noneMatch(given -> given.id() == column.id())) {
                output.add(column);
            }
        }
    }

    /** A join gives the columns of its sides in their order. */
    private static List<Attribute> inOrder(Part left, Part right, List<Attribute> columns) {
        List<Attribute> ordered = new ArrayList<>();
        for (LogicalPlan side : List.of(left.plan(), right.plan())) {
            for (Attribute column : side.output()) {
                columns.stream().filter(given -> given.id() == column.id()).forEach(ordered::add);
            }
        }
        return ordered;
    }

    private Part lookup(LogicalPlan.Lookup lookup) {
        require(!uses(lookup.right()) && lookup.condition().stream().noneMatch(this::uses));
        Part left = pull(lookup.left());
        require(!givesRowOverNothing);
        return new Part(lookup.withInputs(List.of(left.plan(), lookup.right())), left.conditions());
    }

    private Part window(LogicalPlan.Window window) {
        require(Expressions.of(window).stream().noneMatch(this::uses));
        Part input = pull(window.input());
        require(input.conditions().stream().allMatch(this::isOuter) && !givesRowOverNothing);
        return new Part(window.withInputs(List.of(input.plan())), input.conditions());
    }

    /** Conditions on the row around alone take all rows or none, so that they may wait. */
    private Part limit(LogicalPlan.Limit limit) {
        Part input = pull(limit.input());
        require(input.conditions().stream().allMatch(this::isOuter) && !givesRowOverNothing);
        return new Part(limit.withInputs(List.of(input.plan())), input.conditions());
    }
}

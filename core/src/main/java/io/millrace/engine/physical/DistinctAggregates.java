package io.millrace.engine.physical;

import io.millrace.engine.builtin.ComparisonFunctions;
import io.millrace.engine.builtin.aggregate.Aggregates;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes repeated rows first where an aggregate is to see each value once.
 *
 * <pre>
 *   Aggregate[k; count(DISTINCT x)]         Aggregate[k; count(x)]
 *     └ t                              →      └ Aggregate[k, x]
 *                                                 └ t
 * </pre>
 *
 * <p>Aggregates over different values, or beside plain ones, are computed apart and joined group by group.
 */
final class DistinctAggregates {
    /** For these a value that comes again changes nothing. */
    private static final Set<String> INDIFFERENT = Set.of(
            "min",
            "max",
            "bool_and",
            "bool_or",
            "every",
            "some",
            "any",
            "bit_and",
            "bit_or",
            "first",
            "first_value",
            "any_value",
            "last",
            "last_value",
            "collect_set",
            "approx_count_distinct");

    private static final FunctionRegistry FUNCTIONS =
            new FunctionRegistry(List.of(new Aggregates(), new ComparisonFunctions()));
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    private DistinctAggregates() {}

    /** The aggregate itself when nothing in it is distinct. */
    static LogicalPlan rewrite(LogicalPlan.Aggregate aggregate) {
        Map<Seen, List<Assignment>> parts = new LinkedHashMap<>();
        boolean anyDistinct = false;
        for (Assignment assignment : aggregate.aggregates()) {
            AggregateCall call = (AggregateCall) assignment.value();
            boolean removesRepeats =
                    call.distinct() && !INDIFFERENT.contains(call.function().name());
            anyDistinct |= call.distinct();
            Seen seen = removesRepeats ? new Seen(Set.copyOf(call.arguments()), call.filter()) : Seen.ALL;
            parts.computeIfAbsent(seen, key -> new ArrayList<>())
                    .add(new Assignment(assignment.target(), plain(call, call.arguments(), call.filter())));
        }
        if (!anyDistinct) {
            return aggregate;
        }
        LogicalPlan joined = null;
        List<Assignment> keys = List.of();
        for (Map.Entry<Seen, List<Assignment>> part : parts.entrySet()) {
            List<Assignment> partKeys = joined == null ? aggregate.groupings() : freshKeys(aggregate.groupings());
            LogicalPlan single = part.getKey().equals(Seen.ALL)
                    ? new LogicalPlan.Aggregate(aggregate.input(), partKeys, part.getValue())
                    : overDistinctRows(aggregate.input(), partKeys, part.getValue());
            joined = joined == null ? single : join(joined, single, keys, partKeys);
            keys = keys.isEmpty() ? partKeys : keys;
        }
        List<Assignment> output =
                aggregate.output().stream().map(Assignment::pass).toList();
        return new LogicalPlan.Project(joined, output);
    }

    /**
     * Which rows an aggregate sees.
     *
     * @param values what it sees once each; empty for all rows
     * @param filter which of them it sees; becomes one more key, so that the values that pass are different still
     */
    private record Seen(Set<Expression> values, Optional<Expression> filter) {
        static final Seen ALL = new Seen(Set.of(), Optional.empty());
    }

    private static AggregateCall plain(AggregateCall call, List<Expression> arguments, Optional<Expression> filter) {
        return new AggregateCall(call.function(), arguments, false, filter, call.type(), call.nullable());
    }

    private static List<Assignment> freshKeys(List<Assignment> keys) {
        return keys.stream()
                .map(key -> new Assignment(key.target().fresh(), key.value()))
                .toList();
    }

    private static LogicalPlan overDistinctRows(
            LogicalPlan input, List<Assignment> groupings, List<Assignment> aggregates) {
        List<Assignment> keys = new ArrayList<>(groupings);
        List<Assignment> above = new ArrayList<>();
        groupings.forEach(grouping -> above.add(Assignment.pass(grouping.target())));
        List<Assignment> calls = new ArrayList<>();
        for (Assignment assignment : aggregates) {
            AggregateCall call = (AggregateCall) assignment.value();
            List<Expression> columns = new ArrayList<>();
            call.arguments().forEach(argument -> columns.add(key(argument, keys)));
            Optional<Expression> filter = call.filter().map(condition -> key(condition, keys));
            calls.add(new Assignment(assignment.target(), plain(call, columns, filter)));
        }
        return new LogicalPlan.Aggregate(new LogicalPlan.Aggregate(input, keys, List.of()), above, calls);
    }

    /** Puts the aggregates of two parts next to each other, group by group. */
    private static LogicalPlan join(
            LogicalPlan left, LogicalPlan right, List<Assignment> leftKeys, List<Assignment> rightKeys) {
        List<Expression> same = new ArrayList<>();
        for (int i = 0; i < leftKeys.size(); i++) {
            same.add(FUNCTIONS.resolve(
                    CallSite.of(
                            "<=>", leftKeys.get(i).target(), rightKeys.get(i).target()),
                    CONTEXT));
        }
        List<Attribute> output = new ArrayList<>(left.output());
        output.addAll(right.output());
        Optional<Expression> condition = same.isEmpty() ? Optional.empty() : Optional.of(Conjunction.of(same));
        return new LogicalPlan.Join(left, right, JoinKind.INNER, condition, output);
    }

    private static Expression key(Expression argument, List<Assignment> keys) {
        if (argument instanceof Expression.Constant) {
            return argument;
        }
        for (Assignment known : keys) {
            if (known.value().equals(argument)) {
                return known.target();
            }
        }
        Attribute target = Attribute.create("distinct", argument.type(), argument.nullable());
        keys.add(new Assignment(target, argument));
        return target;
    }

    /** One row of each key, as an aggregate that takes the first value of every other column. */
    static LogicalPlan firstRows(LogicalPlan.Deduplicate deduplicate) {
        Set<Long> keyIds = new HashSet<>();
        deduplicate.keys().forEach(key -> keyIds.add(key.id()));
        List<Assignment> keys =
                deduplicate.keys().stream().map(Assignment::pass).toList();
        List<Assignment> others = new ArrayList<>();
        List<Assignment> order = new ArrayList<>();
        for (Attribute column : deduplicate.output()) {
            if (!keyIds.contains(column.id())) {
                Attribute first = column.fresh();
                others.add(new Assignment(first, FUNCTIONS.resolve(CallSite.of("first", column), CONTEXT)));
                order.add(new Assignment(column, first));
            } else {
                order.add(Assignment.pass(column));
            }
        }
        return new LogicalPlan.Project(new LogicalPlan.Aggregate(deduplicate.input(), keys, others), order);
    }
}

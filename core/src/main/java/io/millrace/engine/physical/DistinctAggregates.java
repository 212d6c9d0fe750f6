package io.millrace.engine.physical;

import io.millrace.engine.builtin.aggregate.Aggregates;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
 */
final class DistinctAggregates {
    /** For these a value that comes again changes nothing. */
    private static final Set<String> INDIFFERENT =
            Set.of("min", "max", "collect_set", "bool_and", "bool_or", "every", "some", "approx_count_distinct");

    private static final FunctionRegistry AGGREGATES = new FunctionRegistry(List.of(new Aggregates()));
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    private DistinctAggregates() {}

    /** The aggregate itself when nothing in it is distinct. */
    static LogicalPlan rewrite(LogicalPlan.Aggregate aggregate) {
        List<AggregateCall> calls = aggregate.aggregates().stream()
                .map(assignment -> (AggregateCall) assignment.value())
                .toList();
        if (calls.stream().noneMatch(AggregateCall::distinct)) {
            return aggregate;
        }
        Set<List<Expression>> arguments = new HashSet<>();
        for (AggregateCall call : calls) {
            boolean indifferent = INDIFFERENT.contains(call.function().name());
            if (!call.distinct() && !indifferent || call.filter().isPresent()) {
                throw notYet("distinct aggregates beside others or with FILTER");
            }
            if (call.distinct()) {
                arguments.add(call.arguments());
            }
        }
        if (arguments.size() > 1) {
            throw notYet("distinct aggregates over different values");
        }
        List<Assignment> keys = new ArrayList<>(aggregate.groupings());
        List<Assignment> above = new ArrayList<>();
        aggregate.groupings().forEach(grouping -> above.add(Assignment.pass(grouping.target())));
        List<Assignment> aggregates = new ArrayList<>();
        for (Assignment assignment : aggregate.aggregates()) {
            AggregateCall call = (AggregateCall) assignment.value();
            List<Expression> columns = new ArrayList<>();
            call.arguments().forEach(argument -> columns.add(key(argument, keys)));
            aggregates.add(new Assignment(
                    assignment.target(),
                    new AggregateCall(
                            call.function(), columns, false, Optional.empty(), call.type(), call.nullable())));
        }
        LogicalPlan distinct = new LogicalPlan.Aggregate(aggregate.input(), keys, List.of());
        return new LogicalPlan.Aggregate(distinct, above, aggregates);
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

    private static MillraceException notYet(String feature) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", feature));
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
                others.add(new Assignment(first, AGGREGATES.resolve(CallSite.of("first", column), CONTEXT)));
                order.add(new Assignment(column, first));
            } else {
                order.add(Assignment.pass(column));
            }
        }
        return new LogicalPlan.Project(new LogicalPlan.Aggregate(deduplicate.input(), keys, others), order);
    }
}

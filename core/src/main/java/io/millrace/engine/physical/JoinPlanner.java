package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.operator.join.HashJoinOperator.Kind;
import io.millrace.engine.operator.join.HashJoinOperator.Shape;
import io.millrace.engine.physical.HashJoinPlan.JoinKey;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Chooses which side of a join is kept in memory, and takes its condition apart. */
final class JoinPlanner {
    private final Function<LogicalPlan, PhysicalPlan> inputs;

    JoinPlanner(Function<LogicalPlan, PhysicalPlan> inputs) {
        this.inputs = inputs;
    }

    PhysicalPlan plan(LogicalPlan.Join join) {
        if (join.left().isStreaming() && join.right().isStreaming()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", "a join of two streams"));
        }
        // The static side is kept; between two static sides the right one, unless the kind needs the left one.
        boolean buildRight =
                join.left().isStreaming() || !join.right().isStreaming() && join.kind() != JoinKind.RIGHT_OUTER;
        LogicalPlan probe = buildRight ? join.left() : join.right();
        LogicalPlan build = buildRight ? join.right() : join.left();
        Shape shape = new Shape(probeKind(join.kind()), buildRight);
        return plan(probe, build, join.condition(), shape, join.kind() == JoinKind.FULL_OUTER, join.output());
    }

    PhysicalPlan plan(LogicalPlan.Lookup lookup) {
        Kind kind = switch (lookup.kind()) {
            case MARK -> Kind.MARK;
            case SINGLE -> Kind.SINGLE;
        };
        Shape shape = new Shape(kind, true, lookup.origin().position());
        return plan(lookup.left(), lookup.right(), lookup.condition(), shape, false, lookup.output());
    }

    private PhysicalPlan plan(
            LogicalPlan probe,
            LogicalPlan build,
            Optional<Expression> condition,
            Shape shape,
            boolean buildOuter,
            List<Attribute> output) {
        List<JoinKey> keys = new ArrayList<>();
        List<Expression> residual = new ArrayList<>();
        Set<Long> probeIds = ids(probe);
        Set<Long> buildIds = ids(build);
        for (Expression part : condition.map(Trees::conjuncts).orElse(List.of())) {
            Optional<JoinKey> key = key(part, probeIds, buildIds);
            key.ifPresentOrElse(keys::add, () -> residual.add(part));
        }
        return new HashJoinPlan(
                inputs.apply(probe),
                inputs.apply(build),
                keys,
                residual.isEmpty() ? Optional.empty() : Optional.of(Conjunction.of(residual)),
                shape,
                buildOuter,
                output);
    }

    private static Kind probeKind(JoinKind kind) {
        return switch (kind) {
            case INNER, CROSS -> Kind.INNER;
            case LEFT_OUTER, RIGHT_OUTER, FULL_OUTER -> Kind.PROBE_OUTER;
            case LEFT_SEMI -> Kind.SEMI;
            case LEFT_ANTI -> Kind.ANTI;
        };
    }

    private static Optional<JoinKey> key(Expression condition, Set<Long> probe, Set<Long> build) {
        if (!(condition instanceof ScalarCall call) || !Trees.isDeterministic(call)) {
            return Optional.empty();
        }
        boolean nullsEqual = call.isCallOf("<=>");
        if (!nullsEqual && !call.isCallOf("=")) {
            return Optional.empty();
        }
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        if (isOver(left, probe) && isOver(right, build)) {
            return Optional.of(new JoinKey(left, right, nullsEqual));
        }
        if (isOver(right, probe) && isOver(left, build)) {
            return Optional.of(new JoinKey(right, left, nullsEqual));
        }
        return Optional.empty();
    }

    private static boolean isOver(Expression expression, Set<Long> columns) {
        Set<Long> references = Trees.references(expression);
        return !references.isEmpty() && columns.containsAll(references);
    }

    private static Set<Long> ids(LogicalPlan plan) {
        Set<Long> ids = new HashSet<>();
        for (Attribute column : plan.output()) {
            ids.add(column.id());
        }
        return ids;
    }
}

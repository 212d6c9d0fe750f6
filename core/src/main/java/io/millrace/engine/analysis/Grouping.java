package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits expressions over groups into what is grouped by, what is aggregated, and what is computed from these.
 *
 * <pre>
 *   SELECT k + 1, sum(v) * 2 … GROUP BY k     →     Project[k + 1, s * 2]
 *                                                     └ Aggregate[k; s = sum(v)]
 * </pre>
 */
final class Grouping {
    private final List<Assignment> groupings;
    private final Map<Expression, Attribute> aggregates = new LinkedHashMap<>();

    Grouping(List<Expression> groupings) {
        this.groupings = groupings.stream().map(Grouping::grouping).toList();
    }

    private static Assignment grouping(Expression expression) {
        aggregateIn(expression).ifPresent(aggregate -> {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.GROUP_BY_AGGREGATE, "sqlExpr", ExpressionText.pretty(expression))
                            .at(aggregate.function().origin().position()));
        });
        if (expression instanceof Attribute attribute) {
            return Assignment.pass(attribute);
        }
        String name = ExpressionText.pretty(expression);
        return new Assignment(
                Attribute.create(name, expression.type(), expression.nullable(), Metadata.empty()), expression);
    }

    /** The node; ask after everything above it went through {@link #rewrite}. */
    LogicalPlan aggregate(LogicalPlan input) {
        List<Assignment> calls = new ArrayList<>();
        aggregates.forEach((call, target) -> calls.add(new Assignment(target, call)));
        return new LogicalPlan.Aggregate(input, groupings, calls);
    }

    /** The expression in terms of what the aggregate gives. */
    Expression rewrite(Expression expression) {
        for (Assignment grouping : groupings) {
            if (grouping.value().equals(expression)) {
                return grouping.target();
            }
        }
        if (expression instanceof AggregateCall call) {
            return aggregated(call);
        }
        if (expression instanceof Attribute attribute) {
            throw notGrouped(attribute);
        }
        List<Expression> children = expression.children();
        return children.isEmpty()
                ? expression
                : expression.withChildren(children.stream().map(this::rewrite).toList());
    }

    private Attribute aggregated(AggregateCall call) {
        for (Expression part : call.children()) {
            aggregateIn(part).ifPresent(inner -> {
                throw new MillraceException(ErrorDetail.of(ErrorCondition.NESTED_AGGREGATE_FUNCTION)
                        .at(inner.function().origin().position()));
            });
        }
        return aggregates.computeIfAbsent(
                call,
                ignored ->
                        Attribute.create(ExpressionText.pretty(call), call.type(), call.nullable(), Metadata.empty()));
    }

    private static Optional<AggregateCall> aggregateIn(Expression expression) {
        List<AggregateCall> found = new ArrayList<>();
        Trees.visit(expression, part -> {
            if (part instanceof AggregateCall call) {
                found.add(call);
            }
        });
        return found.stream().findFirst();
    }

    private MillraceException notGrouped(Attribute attribute) {
        String name = "\"" + attribute.name() + "\"";
        if (groupings.isEmpty()) {
            return new MillraceException(ErrorDetail.of(ErrorCondition.MISSING_GROUP_BY));
        }
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.MISSING_AGGREGATION,
                "expression",
                name,
                "expressionAnyValue",
                "\"any_value(" + attribute.name() + ")\""));
    }
}

package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.spi.error.Condition;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.MapType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sub-query sees of the query around it. Each value that it uses gets a parameter, a column that the sub-query's plan
 * has from nowhere; two uses of the same value share one.
 */
final class OuterColumns {
    private static final Set<Condition> AMBIGUOUS =
            Set.of(ErrorCondition.AMBIGUOUS_REFERENCE, ErrorCondition.AMBIGUOUS_LATERAL_COLUMN_ALIAS);

    private final ExpressionAnalyzer around;
    private final Map<Expression, Attribute> parameters = new LinkedHashMap<>();

    /** @param around knows what names mean in the query around */
    OuterColumns(ExpressionAnalyzer around) {
        this.around = around;
    }

    /** The value of a name of the query around. */
    Optional<Expression> find(ColumnReference reference) {
        try {
            return around.find(reference)
                    .filter(value -> !LateralAliases.isReference(value))
                    .map(this::parameter);
        } catch (MillraceException failure) {
            if (!AMBIGUOUS.contains(failure.detail().condition())) {
                throw failure;
            }
            // a name that could be several columns around the sub-query is one that it does not know
            return Optional.empty();
        }
    }

    /** The columns of a table of the query around; none if it has no such table. */
    List<StarExpansion.Named> expand(Star star) {
        return around.starred(star)
                .map(column -> new StarExpansion.Named(column.attribute().name(), parameter(column.attribute())))
                .toList();
    }

    private Attribute parameter(Expression value) {
        return parameter(value, "outer(" + around.qualifiedText(value) + ")");
    }

    private Attribute parameter(Expression value, String name) {
        return parameters.computeIfAbsent(value, ignored -> Attribute.create(name, value.type(), value.nullable()));
    }

    /** A value that the query around computes, given over parameters alone: an aggregate of its groups. */
    Attribute lift(Expression overParameters) {
        return parameter(meaning(overParameters), ExpressionText.pretty(overParameters));
    }

    /** An expression with what its parameters stand for. */
    Expression meaning(Expression overParameters) {
        Map<Long, Expression> values = new HashMap<>();
        parameters.forEach((value, parameter) -> values.put(parameter.id(), value));
        return Trees.replace(overParameters, values);
    }

    /**
     * The plan with parameters of their own for what it takes out of maps of the query around. A sub-query may have to be
     * computed for all different values of its parameters, and maps cannot be compared.
     */
    LogicalPlan withoutMaps(LogicalPlan plan) {
        boolean any = parameters.values().stream().anyMatch(parameter -> parameter.type() instanceof MapType);
        return any
                ? Trees.transform(
                        plan,
                        node -> Expressions.map(node, expression -> Trees.transform(expression, this::takenOutOfMap)))
                : plan;
    }

    private Expression takenOutOfMap(Expression expression) {
        boolean call = expression instanceof Expression.ScalarCall && Trees.isDeterministic(expression);
        return call && !(expression.type() instanceof MapType) && isOverMap(expression) ? lift(expression) : expression;
    }

    /** Whether a value is of parameters alone, a map among them. */
    private boolean isOverMap(Expression expression) {
        boolean[] map = new boolean[1];
        boolean[] other = new boolean[1];
        Trees.visit(expression, part -> {
            boolean parameter = part instanceof Attribute column && isParameter(column.id());
            map[0] |= parameter && part.type() instanceof MapType;
            other[0] |= part instanceof Attribute && !parameter
                    || part instanceof Expression.LambdaParameter
                    || part instanceof Expression.Subquery;
        });
        return map[0] && !other[0];
    }

    boolean isParameter(long id) {
        return parameters.values().stream().anyMatch(parameter -> parameter.id() == id);
    }

    /** The parameters that the sub-query's plan has in the end. */
    List<Attribute> parameters(LogicalPlan plan) {
        return uses(plan).stream().distinct().toList();
    }

    /** What they stand for. */
    List<Expression> arguments(LogicalPlan plan) {
        return parameters(plan).stream().map(this::meaning).toList();
    }

    /** The parameters in the order and as often as the plan uses them, which is how a sub-query is shown. */
    List<Attribute> uses(LogicalPlan plan) {
        List<Attribute> used = new ArrayList<>();
        Trees.visit(plan, node -> Expressions.of(node).forEach(expression -> collect(expression, used)));
        return used;
    }

    /** What is given to a function written in SQL counts once, not as often as the function uses it. */
    private void collect(Expression expression, List<Attribute> used) {
        if (expression instanceof Attribute column && isParameter(column.id())) {
            used.add(column);
        }
        List<Expression> children = expression.children();
        List<Expression> parts = RoutineCalls.isCall(expression) ? children.subList(1, children.size()) : children;
        parts.forEach(part -> collect(part, used));
    }

    /** What these uses stand for. */
    List<Expression> usedValues(LogicalPlan plan) {
        return uses(plan).stream().map(this::meaning).toList();
    }
}

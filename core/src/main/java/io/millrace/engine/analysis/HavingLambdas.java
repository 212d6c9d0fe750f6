package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Lambda;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * HAVING above grouping sets where it calls functions with lambdas.
 *
 * <p>A condition finds the columns below the groups, too; but not once it has a lambda that names none of them while what the
 * lambda runs over names a column. Then it knows the select list alone, and its own aggregates.
 */
final class HavingLambdas {
    private static final Set<String> WITH_LAMBDA_OF_THEIR_OWN = Set.of("array_sort");
    private static final Set<String> MARKERS = Set.of("grouping", "grouping_id");

    private final NameResolver names;
    private final ExpressionAnalyzer input;
    private final Scope output;
    private final List<Expression> selected;

    /** @param selected what the select list gives, as it was written */
    HavingLambdas(AnalysisContext context, ExpressionAnalyzer input, Scope output, List<Expression> selected) {
        names = new NameResolver(context.caseSensitive());
        this.input = input;
        this.output = output;
        this.selected = selected;
    }

    /** Refuses a column that the condition cannot see. */
    void require(UnresolvedExpression condition) {
        List<FunctionCall> calls = new ArrayList<>();
        collectCalls(condition, calls);
        boolean late = calls.stream().anyMatch(this::isLate);
        if (calls.isEmpty()) {
            return;
        }
        List<ColumnReference> hidden = new ArrayList<>();
        collectHidden(condition, late, List.of(), hidden);
        if (!hidden.isEmpty()) {
            throw names.unresolved(hidden.getFirst(), withAggregates(condition));
        }
    }

    private void collectCalls(UnresolvedExpression expression, List<FunctionCall> calls) {
        if (expression instanceof FunctionCall call && takesLambda(call)) {
            calls.add(call);
        }
        UnresolvedChildren.of(expression).forEach(child -> collectCalls(child, calls));
    }

    private static boolean takesLambda(FunctionCall call) {
        return call.arguments().stream().anyMatch(Lambda.class::isInstance)
                || WITH_LAMBDA_OF_THEIR_OWN.contains(call.name().getLast().toLowerCase(Locale.ROOT));
    }

    private boolean isLate(FunctionCall call) {
        List<ColumnReference> below = new ArrayList<>();
        boolean overColumn = false;
        for (UnresolvedExpression argument : call.arguments()) {
            if (argument instanceof Lambda) {
                collectHidden(argument, true, List.of(), below);
            } else {
                overColumn |= UnresolvedChildren.references(argument).findAny().isPresent();
            }
        }
        return overColumn && below.isEmpty();
    }

    /** Columns outside of aggregates that only the input has: all of them, or those that are asked whether a set has them. */
    private void collectHidden(
            UnresolvedExpression expression, boolean all, List<String> parameters, List<ColumnReference> hidden) {
        if (expression instanceof ColumnReference reference) {
            boolean parameter = parameters.contains(reference.parts().getFirst().toLowerCase(Locale.ROOT));
            if (all
                    && !parameter
                    && names.find(reference, output).isEmpty()
                    && names.find(reference, input.scope()).isPresent()) {
                hidden.add(reference);
            }
            return;
        }
        if (expression instanceof FunctionCall call && input.isAggregate(call)) {
            return;
        }
        boolean inside = all
                || expression instanceof FunctionCall call
                        && MARKERS.contains(call.name().getLast().toLowerCase(Locale.ROOT));
        List<String> known = new ArrayList<>(parameters);
        if (expression instanceof Lambda lambda) {
            lambda.parameters().forEach(name -> known.add(name.toLowerCase(Locale.ROOT)));
        }
        UnresolvedChildren.of(expression).forEach(child -> collectHidden(child, inside, known, hidden));
    }

    private Scope withAggregates(UnresolvedExpression condition) {
        List<Attribute> aggregates = new ArrayList<>();
        collectAggregates(condition, aggregates);
        return output.concat(Scope.of(aggregates));
    }

    private void collectAggregates(UnresolvedExpression expression, List<Attribute> aggregates) {
        if (expression instanceof FunctionCall call && input.isAggregate(call)) {
            Expression value = input.analyze(call);
            if (!selected.contains(value)) {
                aggregates.add(Attribute.create(ExpressionText.pretty(value), value.type(), value.nullable()));
            }
            return;
        }
        UnresolvedChildren.of(expression).forEach(child -> collectAggregates(child, aggregates));
    }
}

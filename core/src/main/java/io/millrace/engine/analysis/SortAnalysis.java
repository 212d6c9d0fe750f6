package io.millrace.engine.analysis;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.IntegerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** ORDER BY: values over the output and what is below it, positions of outputs, and all outputs. */
final class SortAnalysis {
    private final AnalysisContext context;
    private final Analyzer analyzer;

    /** Errors of a name that means no column here; a column of the query around cannot be meant. */
    private static final Set<ErrorCondition> NO_COLUMN = Set.of(
            ErrorCondition.UNRESOLVED_COLUMN__WITH_SUGGESTION,
            ErrorCondition.UNRESOLVED_COLUMN__WITHOUT_SUGGESTION,
            ErrorCondition.UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__CORRELATED_REFERENCE);

    SortAnalysis(AnalysisContext context, Analyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
    }

    Analyzed sort(UnresolvedPlan.Sort sort) {
        List<UnresolvedExpression> values =
                sort.order().stream().map(SortOrder::child).toList();
        values.forEach(value -> RoutineCalls.refuse(value, "Sort", context));
        Analyzer.Extended below = below(sort.input(), values);
        Scope scope = below.analyzed().scope();
        List<SortKey> keys = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            SortOrder order = sort.order().get(i);
            Expression value = position(values.get(i))
                    .<Expression>map(position -> outputAt(position, scope, order))
                    .orElse(below.extras().get(i));
            refuseCorrelated(value, order);
            SortKey key = new SortKey(value, order.ascending(), order.nulls() == NullOrder.FIRST);
            GeneratorPlaces.refuse(
                    value, text -> "Sort [" + ExpressionText.pretty(key) + "], " + sort.global(), context.zone());
            ValueOrder.require(key, context.zone(), order.origin().position());
            keys.add(key);
        }
        new CorrelationRules(context).requireOwnOrder(keys, sort.origin());
        List<Expression> sortValues = keys.stream().map(SortKey::value).toList();
        WindowAnalysis.refuse(
                sortValues,
                part -> part instanceof AggregateCall || part instanceof WindowCall,
                context.zone(),
                sort.origin().position());
        LogicalPlan sorted = new LogicalPlan.Sort(below.analyzed().plan(), keys);
        return new Analyzed(Analyzer.visible(sorted, scope), scope);
    }

    private Analyzer.Extended below(UnresolvedPlan input, List<UnresolvedExpression> values) {
        try {
            return analyzer.extend(
                    input,
                    Analyzer.Extras.others(
                            values.stream().map(this::withoutPosition).toList()));
        } catch (MillraceException failure) {
            if (failure.detail().condition() != ErrorCondition.AMBIGUOUS_REFERENCE) {
                throw failure;
            }
            // What is ambiguous below fails again; a name that several columns have is one that an order does not know.
            Scope output = analyzer.resolve(input).scope();
            String name = failure.detail().parameters().get("name");
            throw values.stream()
                    .flatMap(UnresolvedChildren::references)
                    .filter(reference -> NameResolver.quoted(reference.parts()).equals(name))
                    .findFirst()
                    .map(reference -> new NameResolver(context.caseSensitive()).unresolved(reference, output))
                    .orElse(failure);
        }
    }

    /** Spark looks up what a sub-query finds for each row in select lists and conditions, and not in an order. */
    private static void refuseCorrelated(Expression value, SortOrder order) {
        Trees.visit(value, part -> {
            if (part instanceof Expression.Subquery subquery
                    && !subquery.arguments().isEmpty()) {
                throw new MillraceException(ErrorDetail.of(
                                subquery.kind() == Expression.Subquery.Kind.SCALAR
                                        ? ErrorCondition
                                                .UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY
                                        : ErrorCondition
                                                .UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_IN_EXISTS_SUBQUERY,
                                "treeNode",
                                "ORDER BY " + ExpressionText.sql(value))
                        .at(order.origin().position()));
            }
        });
    }

    private UnresolvedExpression withoutPosition(UnresolvedExpression value) {
        return position(value).isPresent() ? new Literal(null, DataTypes.NullType, value.origin()) : value;
    }

    private Optional<Integer> position(UnresolvedExpression value) {
        return value instanceof Literal literal
                        && literal.value() instanceof Integer position
                        && literal.type() instanceof IntegerType
                        && context.resolution().flag(LanguageSetting.ORDER_BY_NUMBER)
                ? Optional.of(position)
                : Optional.empty();
    }

    private static Attribute outputAt(int position, Scope scope, SortOrder order) {
        if (position < 1 || position > scope.columns().size()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.ORDER_BY_POS_OUT_OF_RANGE,
                            "index",
                            String.valueOf(position),
                            "size",
                            String.valueOf(scope.columns().size()))
                    .at(order.child().origin().position()));
        }
        return scope.columns().get(position - 1).attribute();
    }

    /** {@code ORDER BY ALL} means a column of that name if there is one, be it given by the select list or below it. */
    Analyzed sortAll(UnresolvedPlan.SortAll sort) {
        SortOrder order =
                new SortOrder(NameResolver.wordAll(sort.origin()), sort.ascending(), sort.nulls(), sort.origin());
        try {
            return sort(new UnresolvedPlan.Sort(sort.input(), List.of(order), true, sort.origin()));
        } catch (MillraceException failure) {
            if (!NO_COLUMN.contains(failure.detail().condition())) {
                throw failure;
            }
        }
        Analyzed input = analyzer.resolve(sort.input());
        List<SortKey> keys = input.scope().attributes().stream()
                .map(output -> new SortKey(output, sort.ascending(), sort.nulls() == NullOrder.FIRST))
                .toList();
        keys.forEach(key -> ValueOrder.require(key, context.zone(), Optional.empty()));
        return new Analyzed(new LogicalPlan.Sort(input.plan(), keys), input.scope());
    }
}

package io.millrace.engine.analysis;

import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PIVOT: rows of a group become columns.
 *
 * <pre>
 *   Pivot[sum(v) FOR q IN (1, 2)]          Aggregate[k; first(s) FILTER (WHERE q = 1), first(s) FILTER (WHERE q = 2)]
 *     └ t[k, q, v]                    →      └ Aggregate[k, q; s = sum(v)]
 *                                                └ t
 * </pre>
 *
 * <p>Where a group has no rows for a value its column is null, also that of a count.
 */
final class PivotAnalysis {
    private final AnalysisContext context;
    private final UnresolvedPlan.Pivot pivot;
    private final Analyzed input;
    private final ExpressionAnalyzer analyzer;

    PivotAnalysis(AnalysisContext context, Analyzer analyzer, UnresolvedPlan.Pivot pivot) {
        this.context = context;
        this.pivot = pivot;
        this.input = analyzer.resolve(pivot.input());
        this.analyzer = new ExpressionAnalyzer(context, input.scope());
    }

    /** A value of the pivot column, and what its columns are called. */
    private record Value(Constant value, String name) {}

    Analyzed resolve() {
        Expression column = analyzer.analyze(pivot.pivotColumn());
        if (!ValueOrder.isOrdered(column.type())) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.INCOMPARABLE_PIVOT_COLUMN, "columnName", shown(column)));
        }
        SelectList aggregates = SelectList.analyze(pivot.aggregates(), analyzer, context);
        aggregates.assignments().forEach(assignment -> requireAggregate(assignment.value()));
        List<Value> values = values(column.type());
        List<Assignment> groups = groups(column, aggregates);

        List<Expression> keys =
                new ArrayList<>(groups.stream().map(Assignment::value).toList());
        keys.add(column);
        Grouping inner = new Grouping(keys, context.outer(), pivot.origin());
        List<Assignment> grouped = new ArrayList<>();
        for (Assignment group : groups) {
            grouped.add(new Assignment(group.target(), inner.rewrite(group.value())));
        }
        Attribute pivoted = Attribute.create("pivot", column.type(), column.nullable());
        grouped.add(new Assignment(pivoted, inner.rewrite(column)));
        List<Attribute> results = new ArrayList<>();
        for (Assignment assignment : aggregates.assignments()) {
            Attribute result = assignment.target().fresh();
            results.add(result);
            grouped.add(new Assignment(result, inner.rewrite(assignment.value())));
        }
        LogicalPlan byValue = new LogicalPlan.Project(inner.aggregate(input.plan()), grouped);
        return spread(byValue, groups, pivoted, values, results);
    }

    /** The second aggregate: of the at most one row that a group has for a value. */
    private Analyzed spread(
            LogicalPlan byValue,
            List<Assignment> groups,
            Attribute pivoted,
            List<Value> values,
            List<Attribute> results) {
        List<Assignment> keys =
                groups.stream().map(group -> Assignment.pass(group.target())).toList();
        List<Assignment> columns = new ArrayList<>();
        for (Value value : values) {
            Expression isValue = Operators.call("<=>", pivoted, value.value());
            for (Attribute result : results) {
                String name = results.size() == 1 ? value.name() : value.name() + "_" + result.name();
                CallSite only = CallSite.of("first", result).withFilter(isValue);
                Expression call = context.functions().resolve(only, context.resolution());
                columns.add(new Assignment(Attribute.create(name, call.type(), true), call));
            }
        }
        LogicalPlan plan = new LogicalPlan.Aggregate(byValue, keys, columns);
        return new Analyzed(
                plan,
                new Scope(plan.output().stream().map(input.scope()::columnOf).toList()));
    }

    /** As Spark has it, the text of the pivot column is taken for a name, whose parts are between the dots. */
    private String shown(Expression column) {
        List<String> parts =
                List.of(input.scope().qualifiedSql(column, context.zone()).split("\\."));
        boolean hidden = parts.size() > 1 && parts.getFirst().equals("__auto_generated_subquery_name");
        return NameResolver.quoted(hidden ? parts.subList(1, parts.size()) : parts);
    }

    private void requireAggregate(Expression expression) {
        Optional<Attribute> bare = outsideAggregates(expression);
        if (bare.isPresent() || !Trees.contains(expression, AggregateCall.class::isInstance)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.LEGACY_1006,
                    "sql",
                    analyzer.qualifiedText(
                            bare.<Expression>map(column -> column).orElse(expression))));
        }
    }

    private static Optional<Attribute> outsideAggregates(Expression expression) {
        return switch (expression) {
            case Attribute column -> Optional.of(column);
            case AggregateCall ignored -> Optional.empty();
            default ->
                expression.children().stream()
                        .flatMap(child -> outsideAggregates(child).stream())
                        .findFirst();
        };
    }

    /** In SQL, all columns that the rest of the clause does not use. */
    private List<Assignment> groups(Expression column, SelectList aggregates) {
        if (pivot.groupings().isPresent()) {
            return SelectList.analyze(pivot.groupings().get(), analyzer, context)
                    .assignments();
        }
        Set<Long> used = new HashSet<>(Trees.references(column));
        aggregates.assignments().forEach(assignment -> used.addAll(Trees.references(assignment.value())));
        return input.scope().attributes().stream()
                .filter(attribute -> !used.contains(attribute.id()))
                .map(Assignment::pass)
                .toList();
    }

    private List<Value> values(DataType type) {
        List<UnresolvedExpression> written =
                pivot.values().orElseThrow(() -> Unsupported.plan("PIVOT without values", pivot.origin()));
        List<Value> values = new ArrayList<>();
        for (UnresolvedExpression item : written) {
            Expression value = analyzer.analyze(item);
            if (!Constants.isFoldable(value)) {
                throw error(
                        ErrorCondition.NON_LITERAL_PIVOT_VALUES,
                        "expression",
                        "\"" + ExpressionText.pretty(value) + "\"");
            }
            Conversion conversion =
                    new Conversion(value, type, context.resolution().conversionMode(), context.zone(), true);
            boolean fits =
                    Casts.check(value, type, conversion.mode(), context.zone()).isEmpty();
            if (!fits) {
                throw error(
                        ErrorCondition.PIVOT_VALUE_DATA_TYPE_MISMATCH,
                        "value",
                        text(value),
                        "valueType",
                        value.type().catalogString(),
                        "pivotType",
                        type.catalogString());
            }
            String name = item instanceof Alias alias ? alias.names().getFirst() : text(value);
            values.add(new Value(Constants.fold(conversion), name));
        }
        return values;
    }

    private String text(Expression value) {
        Object text = Constants.fold(new Conversion(
                        value, DataTypes.StringType, context.resolution().conversionMode(), context.zone(), true))
                .value();
        return text == null ? "null" : text.toString();
    }

    private MillraceException error(ErrorCondition condition, String... parameters) {
        return new MillraceException(
                ErrorDetail.of(condition, parameters).at(pivot.origin().position()));
    }
}

package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.UnpivotColumns;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** UNPIVOT: each row is given once for each group of columns, with the group's name and values beside the columns that stay. */
final class UnpivotAnalysis {
    private final AnalysisContext context;
    private final Analyzer analyzer;

    UnpivotAnalysis(AnalysisContext context, Analyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
    }

    Analyzed resolve(UnresolvedPlan.Unpivot unpivot) {
        Analyzed input = analyzer.resolve(unpivot.input());
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(context, input.scope());
        List<List<Expression>> groups = new ArrayList<>();
        Set<Long> used = new HashSet<>();
        for (UnpivotColumns columns : unpivot.columns()) {
            List<Expression> values =
                    columns.values().stream().map(expressions::analyze).toList();
            if (values.size() != unpivot.valueColumns().size()) {
                throw error(
                        unpivot, ErrorCondition.UNPIVOT_VALUE_SIZE_MISMATCH, "names", names(unpivot.valueColumns()));
            }
            values.forEach(value -> used.addAll(Trees.references(value)));
            groups.add(values);
        }
        List<Attribute> staying = input.scope().attributes().stream()
                .filter(column -> !used.contains(column.id()))
                .toList();
        List<List<Expression>> projections = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Expression> projection = new ArrayList<>(staying);
            projection.add(new Constant(nameOf(unpivot.columns().get(i), groups.get(i)), DataTypes.StringType));
            projections.add(projection);
        }
        List<Attribute> output = new ArrayList<>(staying);
        output.add(Attribute.create(unpivot.nameColumn(), DataTypes.StringType, false));
        List<Attribute> values = addValues(unpivot, groups, projections);
        output.addAll(values);
        LogicalPlan plan = new LogicalPlan.Expand(input.plan(), projections, output);
        Scope scope = new Scope(output.stream().map(input.scope()::columnOf).toList());
        return new Analyzed(unpivot.includeNulls() ? plan : withoutNulls(plan, values), scope);
    }

    /** Adds to each projection its group's values, in the types that all groups have in common. */
    private List<Attribute> addValues(
            UnresolvedPlan.Unpivot unpivot, List<List<Expression>> groups, List<List<Expression>> projections) {
        List<Attribute> columns = new ArrayList<>();
        for (int column = 0; column < unpivot.valueColumns().size(); column++) {
            int index = column;
            List<Expression> values =
                    groups.stream().map(group -> group.get(index)).toList();
            DataType type = TypeCoercion.widestWithoutStrings(
                            values.stream().map(Expression::type).toList(),
                            context.resolution().ansi())
                    .orElseThrow(() -> error(
                            unpivot,
                            ErrorCondition.UNPIVOT_VALUE_DATA_TYPE_MISMATCH,
                            "types",
                            values.stream()
                                    .map(value -> "\"" + value.type().sql() + "\" ("
                                            + NameResolver.quoted(List.of(ExpressionText.pretty(value))) + ")")
                                    .collect(Collectors.joining(", "))));
            for (int i = 0; i < projections.size(); i++) {
                projections.get(i).add(context.resolution().convert(values.get(i), type));
            }
            boolean nullable = values.stream().anyMatch(Expression::nullable);
            columns.add(Attribute.create(unpivot.valueColumns().get(column), type, nullable));
        }
        return columns;
    }

    private static LogicalPlan withoutNulls(LogicalPlan plan, List<Attribute> values) {
        return values.stream()
                .map(value -> Operators.call("isnotnull", value))
                .reduce((left, right) -> Operators.call("or", left, right))
                .<LogicalPlan>map(condition -> new LogicalPlan.Filter(plan, condition))
                .orElse(plan);
    }

    private static String nameOf(UnpivotColumns columns, List<Expression> values) {
        return columns.name()
                .orElseGet(() -> values.stream().map(ExpressionText::pretty).collect(Collectors.joining("_")));
    }

    private static String names(List<String> names) {
        return names.stream().map(name -> NameResolver.quoted(List.of(name))).collect(Collectors.joining(", "));
    }

    private static MillraceException error(
            UnresolvedPlan.Unpivot unpivot, ErrorCondition condition, String... parameters) {
        return new MillraceException(
                ErrorDetail.of(condition, parameters).at(unpivot.origin().position()));
    }
}

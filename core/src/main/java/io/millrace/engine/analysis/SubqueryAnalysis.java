package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.expression.Expression.Subquery;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.ExistsSubquery;
import io.millrace.plan.UnresolvedExpression.InSubquery;
import io.millrace.plan.UnresolvedExpression.ScalarSubquery;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Types sub-queries that stand for values. A name that the sub-query does not know is looked up in the query around it. */
final class SubqueryAnalysis {
    private final AnalysisContext context;
    private final ExpressionAnalyzer around;

    SubqueryAnalysis(AnalysisContext context, ExpressionAnalyzer around) {
        this.context = context;
        this.around = around;
    }

    private LogicalPlan plan(UnresolvedPlan unresolved, OuterColumns outer, Origin origin) {
        LogicalPlan written = new Analyzer(CommonTables.nested(context).inside(outer)).analyze(unresolved);
        boolean maps = context.resolution().flag(LanguageSetting.MAPS_IN_SUBQUERIES) || isValue(written);
        LogicalPlan plan = maps ? outer.withoutMaps(written) : written;
        if (plan.isStreaming()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_SUBQUERY_EXPRESSION__STREAMING_QUERY)
                    .at(origin.position()));
        }
        return plan;
    }

    /** Whether a sub-query reads nothing, and only computes. */
    private static boolean isValue(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Project project
                && project.input() instanceof LogicalPlan.TableScan scan
                && scan.output().isEmpty();
    }

    Expression scalar(ScalarSubquery subquery) {
        OuterColumns outer = new OuterColumns(around);
        LogicalPlan plan = new LegacyCounts(context, outer).ofValue(plan(subquery.plan(), outer, subquery.origin()));
        if (plan.output().size() != 1) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition
                                    .INVALID_SUBQUERY_EXPRESSION__SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN,
                            "number",
                            String.valueOf(plan.output().size()))
                    .at(subquery.origin().position()));
        }
        Subquery typed = new Subquery(
                Subquery.Kind.SCALAR,
                plan,
                List.of(),
                outer.uses(plan),
                outer.usedValues(plan),
                plan.output().getFirst().type(),
                true);
        return context.unified(subquery, typed);
    }

    Expression exists(ExistsSubquery subquery) {
        OuterColumns outer = new OuterColumns(around);
        LogicalPlan plan =
                new LegacyCounts(context, outer).ofExistence(plan(subquery.plan(), outer, subquery.origin()));
        Subquery typed = new Subquery(
                Subquery.Kind.EXISTS,
                plan,
                List.of(),
                outer.uses(plan),
                outer.usedValues(plan),
                DataTypes.BooleanType,
                false);
        return context.unified(subquery, typed);
    }

    Expression in(InSubquery subquery) {
        OuterColumns outer = new OuterColumns(around);
        LogicalPlan plan =
                new LegacyCounts(context, outer).ofExistence(plan(subquery.plan(), outer, subquery.origin()));
        List<Expression> values =
                subquery.values().stream().map(around::analyze).toList();
        if (values.size() != plan.output().size()) {
            throw lengthMismatch(subquery, values, plan, outer);
        }
        List<Expression> compared = new ArrayList<>();
        List<Assignment> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Attribute column = plan.output().get(i);
            ScalarCall equality = (ScalarCall)
                    context.functions().resolve(CallSite.of("=", values.get(i), column), context.resolution());
            compared.add(equality.arguments().get(0));
            Expression converted = equality.arguments().get(1);
            columns.add(
                    converted.equals(column)
                            ? Assignment.pass(column)
                            : new Assignment(
                                    Attribute.create(column.name(), converted.type(), converted.nullable()),
                                    converted));
        }
        LogicalPlan aligned =
                columns.stream().allMatch(Assignment::isPass) ? plan : new LogicalPlan.Project(plan, columns);
        boolean nullable = compared.stream().anyMatch(Expression::nullable)
                || aligned.output().stream().anyMatch(Attribute::nullable);
        boolean nothing = compared.size() == 1
                && context.resolution().flag(LanguageSetting.LEGACY_EMPTY_LIST)
                && isNull(compared.getFirst());
        if (nothing) {
            // no row can match, and whether there is one is not asked
            aligned = new LogicalPlan.Project(
                    Relations.scan(LocalTable.oneRow()).plan(),
                    List.of(new Assignment(
                            aligned.output().getFirst(),
                            new Expression.Constant(
                                    null, aligned.output().getFirst().type()))));
        }
        Subquery typed = new Subquery(
                Subquery.Kind.IN,
                aligned,
                compared,
                outer.uses(plan),
                outer.usedValues(plan),
                DataTypes.BooleanType,
                nullable);
        return context.unified(subquery, typed);
    }

    private static boolean isNull(Expression value) {
        return Constants.isFoldable(value) && Constants.fold(value).value() == null;
    }

    private static MillraceException lengthMismatch(
            InSubquery subquery, List<Expression> values, LogicalPlan plan, OuterColumns outer) {
        Expression shown = new Subquery(
                Subquery.Kind.IN, plan, values, outer.uses(plan), outer.usedValues(plan), DataTypes.BooleanType, true);
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.DATATYPE_MISMATCH__IN_SUBQUERY_LENGTH_MISMATCH,
                        "sqlExpr",
                        "\"" + ExpressionText.sql(shown) + "\"",
                        "leftLength",
                        String.valueOf(values.size()),
                        "rightLength",
                        String.valueOf(plan.output().size()),
                        "leftColumns",
                        quoted(values),
                        "rightColumns",
                        quoted(plan.output()))
                .at(subquery.origin().position()));
    }

    private static String quoted(List<? extends Expression> expressions) {
        return expressions.stream()
                .map(expression -> "\"" + ExpressionText.pretty(expression) + "\"")
                .collect(Collectors.joining(", "));
    }
}

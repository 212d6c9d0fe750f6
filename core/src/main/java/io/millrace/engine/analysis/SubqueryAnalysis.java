package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.expression.Expression.Subquery;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.TypeCoercion;
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
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                true,
                subquery.origin());
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
                false,
                subquery.origin());
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
            ScalarCall equality = equality(values.get(i), column, subquery.origin())
                    .orElseThrow(() -> typeMismatch(subquery, values, plan, outer));
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
                nullable,
                subquery.origin());
        return context.unified(subquery, typed);
    }

    private Optional<ScalarCall> equality(Expression value, Attribute column, Origin origin) {
        CallSite site = CallSite.plain("=", List.of(value, column), origin.position());
        try {
            return Optional.of((ScalarCall) context.functions().resolve(site, context.resolution()));
        } catch (MillraceException incomparable) {
            return Optional.empty();
        }
    }

    /** The sub-query as messages show it. */
    private static String shown(InSubquery subquery, List<Expression> values, LogicalPlan plan, OuterColumns outer) {
        Expression typed = new Subquery(
                Subquery.Kind.IN,
                plan,
                values,
                outer.uses(plan),
                outer.usedValues(plan),
                DataTypes.BooleanType,
                true,
                subquery.origin());
        return "\"" + ExpressionText.sql(typed) + "\"";
    }

    /** Values and columns of types that cannot be compared with each other, or of a type that has no order. */
    private MillraceException typeMismatch(
            InSubquery subquery, List<Expression> values, LogicalPlan plan, OuterColumns outer) {
        // Only what names the columns have is wanted here.
        Scope columns = new Analyzer(CommonTables.nested(context).inside(new OuterColumns(around)))
                .resolve(subquery.plan())
                .scope();
        List<String> mismatched = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Expression value = values.get(i);
            Attribute column = plan.output().get(i);
            if (!TypeCoercion.sameType(value.type(), column.type())
                    && equality(value, column, subquery.origin()).isEmpty()) {
                mismatched.add("(" + described(around.scope(), value) + ", "
                        + described(columns, columns.attributes().get(i)) + ")");
            }
        }
        ErrorDetail detail = mismatched.isEmpty()
                ? ErrorDetail.of(
                        ErrorCondition.DATATYPE_MISMATCH__INVALID_ORDERING_TYPE,
                        "sqlExpr",
                        shown(subquery, values, plan, outer),
                        "functionName",
                        "`insubquery`",
                        "dataType",
                        CallErrors.quoted(rowType(values)))
                : ErrorDetail.of(
                        ErrorCondition.DATATYPE_MISMATCH__IN_SUBQUERY_DATA_TYPE_MISMATCH,
                        "sqlExpr",
                        shown(subquery, values, plan, outer),
                        "mismatchedColumns",
                        String.join(", ", mismatched),
                        "leftType",
                        types(values),
                        "rightType",
                        types(plan.output()));
        return new MillraceException(detail.at(subquery.origin().position()));
    }

    private String described(Scope scope, Expression expression) {
        String text = expression instanceof Attribute column
                ? ((Attribute) scope.qualify(column)).name()
                : scope.qualifiedSql(expression, context.zone());
        return text + ":" + expression.type().catalogString();
    }

    /** The type of what is looked for. */
    private static DataType rowType(List<Expression> values) {
        if (values.size() == 1) {
            return values.getFirst().type();
        }
        StructType row = new StructType();
        for (int i = 0; i < values.size(); i++) {
            row = row.add("_" + i, values.get(i).type(), values.get(i).nullable());
        }
        return row;
    }

    private static String types(List<? extends Expression> expressions) {
        return expressions.stream()
                .map(expression -> CallErrors.quoted(expression.type()))
                .collect(Collectors.joining(", "));
    }

    /** The error of a sub-query in the function of a lambda. */
    static MillraceException insideLambda(Origin origin) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__HIGHER_ORDER_FUNCTION)
                        .at(origin.position()));
    }

    private static boolean isNull(Expression value) {
        return Constants.isFoldable(value) && Constants.fold(value).value() == null;
    }

    private static MillraceException lengthMismatch(
            InSubquery subquery, List<Expression> values, LogicalPlan plan, OuterColumns outer) {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.DATATYPE_MISMATCH__IN_SUBQUERY_LENGTH_MISMATCH,
                        "sqlExpr",
                        shown(subquery, values, plan, outer),
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

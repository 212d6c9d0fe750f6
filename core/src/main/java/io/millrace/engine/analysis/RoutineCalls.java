package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.FunctionDefinition;
import io.millrace.plan.FunctionDefinition.Parameter;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.ScalarSubquery;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of functions written in SQL. A body is analysed for each call, over columns that stand for the parameters and under
 * the settings of whoever made the function; then the arguments take the place of these columns. So a call costs no more
 * than its body, and the optimizer sees through it. What a call reads as stays with a value as its name.
 *
 * <p>An argument of chance must have one value in all places, so it is refused where a body of a value uses it twice, and
 * computed once, in a row of its own that the body is joined to, for a body that gives rows.
 */
final class RoutineCalls {
    private final AnalysisContext context;

    RoutineCalls(AnalysisContext context) {
        this.context = context;
    }

    // Functions of values

    Expression value(SqlFunction function, FunctionCall call, ExpressionAnalyzer around) {
        if (!(function.result() instanceof SqlFunction.Result.Value value)) {
            throw error(ErrorCondition.NOT_A_SCALAR_FUNCTION, function, call.origin());
        }
        if (!call.withinGroup().isEmpty()) {
            throw Unsupported.plan("WITHIN GROUP of a function written in SQL", call.origin());
        }
        AnalysisContext inside = enter(function);
        RoutineArguments.Given arguments = RoutineArguments.of(function, call, around, inside);
        List<Expression> given = converted(function, arguments, inside, call.origin());
        List<Attribute> parameters = parameters(function.definition(), given);
        Expression body = cast(body(function.name(), function.definition(), parameters, inside), value.type(), inside);
        Map<Long, Expression> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            requireOnce(parameters.get(i), given.get(i), body, call.origin());
            values.put(parameters.get(i).id(), given.get(i));
        }
        Expression result = Trees.replace(body, values);
        List<Expression> shown = new ArrayList<>(List.of(result));
        shown.addAll(arguments.shown());
        CallSite site = new CallSite(
                function.shown().name(),
                shown,
                call.distinct(),
                call.filter().map(condition -> new CallAnalysis(context, around).filter(condition, call, around)),
                call.nulls(),
                call.origin().position());
        return function.shown().typed(site, shown, result.type(), context.resolution());
    }

    /** Whether an expression is a call of such a function; its parts are what it computes and what it reads as. */
    static boolean isCall(Expression expression) {
        return expression instanceof Expression.ScalarCall call
                && call.function().standsForFirst()
                && call.function().isRoutine();
    }

    private static void requireOnce(Attribute parameter, Expression given, Expression body, Origin origin) {
        int[] uses = {0};
        Trees.visit(body, part -> {
            if (part instanceof Attribute attribute && attribute.id() == parameter.id()) {
                uses[0]++;
            }
        });
        if (uses[0] > 1 && Chance.isIn(given)) {
            throw Unsupported.plan("a value of chance that a function uses more than once", origin);
        }
    }

    /** The value of a body over its parameters, not yet of the type that the function gives. */
    static Expression body(
            List<String> name, FunctionDefinition definition, List<Attribute> parameters, AnalysisContext inside) {
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(inside, scope(name, parameters));
        return switch (definition.body()) {
            case FunctionDefinition.Body.Value value -> analyzer.analyze(value.expression());
            case FunctionDefinition.Body.Query query ->
                query.plan() instanceof UnresolvedPlan.Project project
                                && project.input() instanceof UnresolvedPlan.OneRow
                                && project.expressions().size() == 1
                                && !(project.expressions().getFirst() instanceof Star)
                        ? analyzer.analyze(unnamed(project.expressions().getFirst()))
                        : analyzer.analyze(
                                new ScalarSubquery(query.plan(), query.plan().origin()));
        };
    }

    private static UnresolvedExpression unnamed(UnresolvedExpression expression) {
        return expression instanceof Alias alias ? alias.child() : expression;
    }

    private static Scope scope(List<String> name, List<Attribute> parameters) {
        return Scope.of(parameters).qualified(List.of(name.getLast()));
    }

    static List<Attribute> parameters(FunctionDefinition definition, List<Expression> given) {
        List<Attribute> columns = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Parameter parameter = definition.parameters().get(i);
            columns.add(Attribute.create(
                    parameter.name(), parameter.type(), given.get(i).nullable()));
        }
        return columns;
    }

    // Functions that give rows

    Analyzed rows(SqlFunction function, FunctionCall call) {
        if (!(function.result() instanceof SqlFunction.Result.Rows rows)) {
            throw error(ErrorCondition.NOT_A_TABLE_FUNCTION, function, call.origin());
        }
        AnalysisContext inside = enter(function);
        RoutineArguments.Given arguments =
                RoutineArguments.of(function, call, new ExpressionAnalyzer(context, Scope.EMPTY), inside);
        List<Expression> given = converted(function, arguments, inside, call.origin());
        List<Attribute> parameters = parameters(function.definition(), given);
        OuterColumns outer = new OuterColumns(new ExpressionAnalyzer(inside, scope(function.name(), parameters)));
        LogicalPlan body = outer.withoutMaps(new Analyzer(inside.inside(outer)).analyze(query(function.definition())));
        LogicalPlan called = given.stream().allMatch(Trees::isDeterministic)
                ? withArguments(body, outer, parameters, given)
                : besideArguments(body, outer, parameters, given);
        List<Assignment> columns = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            StructField column = rows.columns().get(i);
            Expression value = cast(body.output().get(i), column.dataType(), inside);
            columns.add(new Assignment(Attribute.create(column.name(), value.type(), value.nullable()), value));
        }
        LogicalPlan plan = new LogicalPlan.Project(called, columns);
        return new Analyzed(plan, Scope.of(plan.output()));
    }

    static UnresolvedPlan query(FunctionDefinition definition) {
        return ((FunctionDefinition.Body.Query) definition.body()).plan();
    }

    private static LogicalPlan withArguments(
            LogicalPlan body, OuterColumns outer, List<Attribute> parameters, List<Expression> given) {
        Map<Long, Expression> values = new HashMap<>();
        List<Attribute> used = outer.parameters(body);
        List<Expression> meaning = outer.arguments(body);
        for (int i = 0; i < used.size(); i++) {
            values.put(used.get(i).id(), given.get(parameters.indexOf((Attribute) meaning.get(i))));
        }
        return Trees.transform(body, node -> Expressions.map(node, expression -> Trees.replace(expression, values)));
    }

    private static LogicalPlan besideArguments(
            LogicalPlan body, OuterColumns outer, List<Attribute> parameters, List<Expression> given) {
        List<Assignment> row = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            row.add(new Assignment(parameters.get(i), given.get(i)));
        }
        LogicalPlan one =
                new LogicalPlan.Project(Relations.scan(LocalTable.oneRow()).plan(), row);
        List<Attribute> output = new ArrayList<>(one.output());
        output.addAll(body.output());
        return new LogicalPlan.LateralJoin(
                one,
                body,
                UnresolvedPlan.JoinKind.CROSS,
                Optional.empty(),
                outer.parameters(body),
                outer.arguments(body),
                output);
    }

    // Both

    /**
     * Refuses a call where Spark has none.
     *
     * @param where what the expression belongs to, as messages call it
     */
    static void refuse(UnresolvedExpression expression, String where, AnalysisContext context) {
        if (expression instanceof FunctionCall call) {
            find(call, context).ifPresent(function -> {
                throw new MillraceException(ErrorDetail.of(
                                ErrorCondition.UNSUPPORTED_SQL_UDF_USAGE,
                                "functionName",
                                function.quotedName(),
                                "nodeName",
                                where)
                        .at(call.origin().position()));
            });
        }
        UnresolvedChildren.of(expression).forEach(child -> refuse(child, where, context));
    }

    /** The function that a call means; without a qualifier a built-in one, or one of the program's, goes first. */
    static Optional<SqlFunction> find(FunctionCall call, AnalysisContext context) {
        String name = call.name().getLast();
        boolean known = call.name().size() == 1
                && (context.catalog().function(name).isPresent()
                        || context.functions().lookup(name).isPresent());
        return known ? Optional.empty() : context.catalog().routine(call.name());
    }

    private AnalysisContext enter(SqlFunction function) {
        List<SqlFunction> around = context.routines();
        for (int i = 0; i < around.size(); i++) {
            if (around.get(i).name().equals(function.name())) {
                List<String> path = new ArrayList<>();
                around.subList(i, around.size()).forEach(each -> path.add(String.join(".", each.name())));
                path.add(String.join(".", function.name()));
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.CYCLIC_FUNCTION_REFERENCE, "path", String.join(" -> ", path)));
            }
        }
        context.creation().ifPresent(creation -> {
            if (function.temporary()) {
                creation.usesTemporary("FUNCTION", function.name());
            }
            if (function.readsData()) {
                creation.usesData();
            }
        });
        return context.insideRoutine(function);
    }

    private static List<Expression> converted(
            SqlFunction function, RoutineArguments.Given arguments, AnalysisContext inside, Origin origin) {
        List<Expression> values = new ArrayList<>();
        List<Parameter> parameters = function.definition().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            values.add(cast(arguments.values().get(i), parameters.get(i).type(), inside, origin));
        }
        return values;
    }

    static Expression defaultValue(Parameter parameter, AnalysisContext inside) {
        return new ExpressionAnalyzer(inside, Scope.EMPTY)
                .analyze(parameter.defaultValue().orElseThrow().value());
    }

    private static Expression cast(Expression value, DataType type, AnalysisContext inside) {
        return cast(value, type, inside, Origin.NONE);
    }

    /** A value as a parameter or the result takes it. */
    static Expression cast(Expression value, DataType type, AnalysisContext inside, Origin origin) {
        if (TypeCoercion.sameType(value.type(), type)) {
            return value;
        }
        Conversion conversion =
                new Conversion(value, type, inside.resolution().conversionMode(), inside.zone(), true, origin);
        Casts.check(conversion).ifPresent(error -> {
            throw new MillraceException(
                    ErrorDetail.of(
                                    ErrorCondition.DATATYPE_MISMATCH__CAST_WITHOUT_SUGGESTION,
                                    "sqlExpr",
                                    "\"" + ExpressionText.sql(value, inside.zone()) + "\"",
                                    "srcType",
                                    CallErrors.quoted(value.type()),
                                    "targetType",
                                    CallErrors.quoted(type))
                            .at(origin.position()),
                    error);
        });
        return conversion;
    }

    private static MillraceException error(ErrorCondition condition, SqlFunction function, Origin origin) {
        return new MillraceException(
                ErrorDetail.of(condition, "functionName", function.quotedName()).at(origin.position()));
    }
}

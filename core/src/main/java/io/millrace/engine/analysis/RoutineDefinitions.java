package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.FunctionDefinition;
import io.millrace.plan.FunctionDefinition.Parameter;
import io.millrace.plan.FunctionDefinition.Returns;
import io.millrace.plan.TableCommand.CreateFunction;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import io.millrace.types.VarcharType;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes functions written in SQL: looks whether their definition holds together, and finds what they give. */
public final class RoutineDefinitions {
    private final AnalysisContext session;
    private final CreateFunction create;
    private final FunctionDefinition definition;
    private final List<String> name;

    /** @param name all parts of the name; of a temporary function just the last */
    public RoutineDefinitions(AnalysisContext session, CreateFunction create, List<String> name) {
        this.session = session;
        this.create = create;
        this.definition = create.definition();
        this.name = List.copyOf(name);
    }

    public SqlFunction define(Instant created) {
        checkParameters();
        Creation creation =
                new Creation("FUNCTION", name.subList(name.size() == 1 ? 0 : 1, name.size()), create.temporary());
        // While its body is looked at it is known by name alone, so that a body that calls it is found out.
        SqlFunction draft = function(new SqlFunction.Result.Rows(List.of()), false, created);
        AnalysisContext inside = session.creating(creation).insideRoutine(draft);
        for (Parameter parameter : definition.parameters()) {
            checkDefault(parameter, inside);
        }
        SqlFunction.Result result = switch (definition.returns()) {
            case Returns.Value value -> value(value, inside);
            case Returns.Rows rows -> rows(rows, inside);
        };
        boolean readsData = definition.readsData().orElse(creation.readsData());
        if (!readsData && creation.readsData()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_SQL_FUNCTION_DATA_ACCESS));
        }
        return function(result, readsData, created);
    }

    private SqlFunction function(SqlFunction.Result result, boolean readsData, Instant created) {
        return new SqlFunction(
                name, definition, result, readsData, session.settings(), created, SqlFunction.shownAs(name));
    }

    // What is written before the body

    private void checkParameters() {
        List<Parameter> parameters = definition.parameters();
        requireDifferent(
                parameters.stream().map(Parameter::name).toList(),
                ErrorCondition.DUPLICATE_ROUTINE_PARAMETER_NAMES,
                "names");
        for (int i = 0; i + 1 < parameters.size(); i++) {
            Parameter next = parameters.get(i + 1);
            if (parameters.get(i).defaultValue().isPresent()
                    && next.defaultValue().isEmpty()) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.USER_DEFINED_FUNCTIONS__NOT_A_VALID_DEFAULT_PARAMETER_POSITION,
                        "functionName",
                        name.getLast(),
                        "parameterName",
                        parameters.get(i).name(),
                        "nextParameterName",
                        next.name()));
            }
        }
        parameters.forEach(parameter -> requireStorable(parameter.type()));
        if (definition.returns() instanceof Returns.Value value) {
            value.type().ifPresent(RoutineDefinitions::requireStorable);
        }
        if (definition.returns() instanceof Returns.Rows rows) {
            rows.columns().forEach(column -> requireStorable(column.dataType()));
            requireDifferent(
                    rows.columns().stream().map(StructField::name).toList(),
                    ErrorCondition.DUPLICATE_ROUTINE_RETURNS_COLUMNS,
                    "columns");
        }
    }

    private void requireDifferent(List<String> names, ErrorCondition condition, String parameter) {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (String each : names) {
            String key = each.toLowerCase(Locale.ROOT);
            if (!seen.add(key)) {
                twice.add(NameResolver.quoted(List.of(key)));
            }
        }
        if (!twice.isEmpty()) {
            throw new MillraceException(
                    ErrorDetail.of(condition, "routineName", name.getLast(), parameter, String.join(", ", twice)));
        }
    }

    private static void requireStorable(DataType type) {
        if (type instanceof CharType || type instanceof VarcharType) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING));
        }
    }

    private void checkDefault(Parameter parameter, AnalysisContext inside) {
        if (parameter.defaultValue().isEmpty()) {
            return;
        }
        if (hasSubquery(parameter.defaultValue().get().value())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.USER_DEFINED_FUNCTIONS__NOT_A_VALID_DEFAULT_EXPRESSION,
                    "functionName",
                    name.getLast(),
                    "parameterName",
                    parameter.name()));
        }
        Expression value = RoutineCalls.defaultValue(parameter, inside);
        RoutineCalls.cast(value, parameter.type(), inside, create.origin());
    }

    private static boolean hasSubquery(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.ScalarSubquery ignored -> true;
            case UnresolvedExpression.ExistsSubquery ignored -> true;
            case UnresolvedExpression.InSubquery ignored -> true;
            default -> UnresolvedChildren.of(expression).stream().anyMatch(RoutineDefinitions::hasSubquery);
        };
    }

    // The body

    private List<Attribute> parameters() {
        return definition.parameters().stream()
                .map(parameter -> Attribute.create(parameter.name(), parameter.type(), true))
                .toList();
    }

    private SqlFunction.Result value(Returns.Value returns, AnalysisContext inside) {
        Expression body = RoutineCalls.body(name, definition, parameters(), inside);
        boolean complex = Trees.contains(
                body,
                part -> part instanceof Expression.AggregateCall
                        || part instanceof Expression.WindowCall
                        || part instanceof Expression.RankCall
                        || part instanceof Expression.GeneratorCall);
        if (complex) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.USER_DEFINED_FUNCTIONS__CANNOT_CONTAIN_COMPLEX_FUNCTIONS,
                    "queryText",
                    definition.bodyText()));
        }
        DataType type = returns.type().orElse(body.type());
        RoutineCalls.cast(body, type, inside, create.origin());
        return new SqlFunction.Result.Value(type);
    }

    private void requireNames() {
        boolean missing = RoutineCalls.query(definition) instanceof UnresolvedPlan.Project project
                && project.expressions().stream().anyMatch(RoutineDefinitions::isUnnamed);
        if (missing) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.USER_DEFINED_FUNCTIONS__SQL_TABLE_UDF_MISSING_COLUMN_NAMES,
                    "functionName",
                    name.getLast()));
        }
    }

    private static boolean isUnnamed(UnresolvedExpression expression) {
        return !(expression instanceof UnresolvedExpression.Alias
                || expression instanceof UnresolvedExpression.ColumnReference
                || expression instanceof UnresolvedExpression.Star
                || expression instanceof UnresolvedExpression.ExtractValue);
    }

    private SqlFunction.Result rows(Returns.Rows returns, AnalysisContext inside) {
        OuterColumns outer = new OuterColumns(
                new ExpressionAnalyzer(inside, Scope.of(parameters()).qualified(List.of(name.getLast()))));
        LogicalPlan plan = new Analyzer(inside.inside(outer)).analyze(RoutineCalls.query(definition));
        List<StructField> columns = returns.columns();
        if (columns.isEmpty()) {
            requireNames();
            columns = plan.output().stream().map(Attribute::toField).toList();
        } else if (columns.size() != plan.output().size()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.USER_DEFINED_FUNCTIONS__RETURN_COLUMN_COUNT_MISMATCH,
                    "name",
                    String.join(".", name),
                    "outputSize",
                    String.valueOf(plan.output().size()),
                    "returnParamSize",
                    String.valueOf(columns.size())));
        }
        for (int i = 0; i < columns.size(); i++) {
            RoutineCalls.cast(plan.output().get(i), columns.get(i).dataType(), inside, create.origin());
        }
        return new SqlFunction.Result.Rows(columns);
    }
}

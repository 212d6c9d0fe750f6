package io.millrace.engine.analysis;

import io.millrace.engine.expression.Expression;
import io.millrace.plan.FunctionDefinition.Parameter;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the argument of a call, given by position or by name, for each parameter of a function written in SQL. */
final class RoutineArguments {
    private final SqlFunction function;
    private final FunctionCall call;
    private final List<Parameter> parameters;
    private final Expression[] values;
    private int positional;
    private Optional<String> lastNamed = Optional.empty();

    private RoutineArguments(SqlFunction function, FunctionCall call) {
        this.function = function;
        this.call = call;
        this.parameters = function.definition().parameters();
        this.values = new Expression[parameters.size()];
    }

    /**
     * What a call gives.
     *
     * @param values one for each parameter, defaults included
     * @param shown what the call reads as: without defaults, unless arguments have names
     */
    record Given(List<Expression> values, List<Expression> shown) {}

    /**
     * @param around analyses the arguments
     * @param inside the context of the function's body, for the defaults
     */
    static Given of(SqlFunction function, FunctionCall call, ExpressionAnalyzer around, AnalysisContext inside) {
        RoutineArguments arguments = new RoutineArguments(function, call);
        List<Expression> written = new ArrayList<>();
        for (UnresolvedExpression argument : call.arguments()) {
            if (argument instanceof NamedArgument named) {
                arguments.byName(named, around.analyze(named.value()));
            } else if (argument instanceof Star star) {
                around.expand(star).forEach(column -> written.add(column.value()));
            } else {
                arguments.lastNamed.ifPresent(name -> {
                    throw arguments.error(
                            ErrorCondition.UNEXPECTED_POSITIONAL_ARGUMENT, "parameterName", quoted(name));
                });
                written.add(around.analyze(argument));
            }
        }
        arguments.byPosition(written);
        arguments.fill(inside);
        List<Expression> values = List.of(arguments.values);
        return new Given(values, arguments.lastNamed.isPresent() ? values : written);
    }

    private void byName(NamedArgument argument, Expression value) {
        int index = 0;
        while (index < values.length && !parameters.get(index).name().equalsIgnoreCase(argument.name())) {
            index++;
        }
        if (index == values.length) {
            throw error(
                    ErrorCondition.UNRECOGNIZED_PARAMETER_NAME,
                    "argumentName",
                    quoted(argument.name()),
                    "proposal",
                    parameters.stream()
                            .map(parameter -> quoted(parameter.name()))
                            .collect(Collectors.joining(" ")));
        }
        if (values[index] != null) {
            throw error(
                    ErrorCondition.DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT__DOUBLE_NAMED_ARGUMENT_REFERENCE,
                    "parameterName",
                    quoted(argument.name()));
        }
        values[index] = value;
        lastNamed = Optional.of(argument.name());
    }

    private void byPosition(List<Expression> written) {
        positional = written.size();
        if (positional > values.length) {
            throw wrongCount();
        }
        for (int i = 0; i < positional; i++) {
            if (values[i] != null) {
                throw error(
                        ErrorCondition.DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT__BOTH_POSITIONAL_AND_NAMED,
                        "parameterName",
                        quoted(parameters.get(i).name()));
            }
            values[i] = written.get(i);
        }
    }

    private void fill(AnalysisContext inside) {
        for (int i = 0; i < values.length; i++) {
            Parameter parameter = parameters.get(i);
            if (values[i] == null && parameter.defaultValue().isPresent()) {
                values[i] = RoutineCalls.defaultValue(parameter, inside);
            } else if (values[i] == null && lastNamed.isEmpty()) {
                throw wrongCount();
            } else if (values[i] == null) {
                throw error(
                        ErrorCondition.REQUIRED_PARAMETER_NOT_FOUND,
                        "parameterName",
                        quoted(parameter.name()),
                        "index",
                        String.valueOf(i));
            }
        }
    }

    private MillraceException wrongCount() {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.WRONG_NUM_ARGS__WITHOUT_SUGGESTION,
                        "functionName",
                        function.quotedName(),
                        "expectedNum",
                        String.valueOf(values.length),
                        "actualNum",
                        String.valueOf(positional),
                        "docroot",
                        "https://spark.apache.org/docs/latest")
                .at(call.origin().position()));
    }

    private MillraceException error(ErrorCondition condition, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "routineName";
        all[1] = function.quotedName();
        System.arraycopy(more, 0, all, 2, more.length);
        return new MillraceException(
                ErrorDetail.of(condition, all).at(call.origin().position()));
    }

    private static String quoted(String name) {
        return NameResolver.quoted(List.of(name));
    }
}

package io.millrace.engine.analysis;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds the argument of a call, given by position or by name, for each parameter of a function. */
final class RoutineArguments {
    private static final int MAX_PROPOSALS = 3;

    private final String function;
    private final FunctionCall call;
    private final List<Slot> parameters;
    private final Expression[] values;
    private int positional;
    private Optional<String> lastNamed = Optional.empty();

    /** A parameter, and what it is where a call does not say so. */
    private record Slot(String name, Supplier<Optional<Expression>> ifMissing) {}

    /** @param function its name in quotes */
    private RoutineArguments(String function, FunctionCall call, List<Slot> parameters) {
        this.function = function;
        this.call = call;
        this.parameters = parameters;
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
        List<Slot> parameters = function.definition().parameters().stream()
                .map(parameter -> new Slot(
                        parameter.name(),
                        () -> parameter.defaultValue().isPresent()
                                ? Optional.of(RoutineCalls.defaultValue(parameter, inside))
                                : Optional.empty()))
                .toList();
        RoutineArguments arguments = new RoutineArguments(function.quotedName(), call, parameters);
        List<Expression> written = arguments.given(around);
        List<Expression> values = List.of(arguments.values);
        return new Given(values, arguments.lastNamed.isPresent() ? values : written);
    }

    /** One value for each parameter of a function of the registry that knows their names. */
    static List<Expression> of(FunctionSpec<?> function, FunctionCall call, ExpressionAnalyzer around) {
        List<Slot> parameters = new ArrayList<>();
        for (String name : function.parameters().names()) {
            int index = parameters.size();
            parameters.add(new Slot(name, () -> function.defaultOf(index)));
        }
        RoutineArguments arguments = new RoutineArguments(quoted(function.name()), call, parameters);
        arguments.given(around);
        return List.of(arguments.values);
    }

    /** Finds all values; what is given by position comes back. */
    private List<Expression> given(ExpressionAnalyzer around) {
        List<Expression> written = new ArrayList<>();
        for (UnresolvedExpression argument : call.arguments()) {
            if (argument instanceof NamedArgument named) {
                byName(named, around.analyze(named.value()));
            } else if (argument instanceof Star star) {
                around.expand(star).forEach(column -> written.add(column.value()));
            } else {
                lastNamed.ifPresent(name -> {
                    throw error(ErrorCondition.UNEXPECTED_POSITIONAL_ARGUMENT, "parameterName", quoted(name));
                });
                written.add(around.analyze(argument));
            }
        }
        byPosition(written);
        fill();
        return written;
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
                            .map(Slot::name)
                            .sorted(Comparator.comparingInt(name -> EditDistance.between(name, argument.name())))
                            .limit(MAX_PROPOSALS)
                            .map(RoutineArguments::quoted)
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

    private void fill() {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                continue;
            }
            Slot parameter = parameters.get(i);
            Optional<Expression> ifMissing = parameter.ifMissing().get();
            if (ifMissing.isPresent()) {
                values[i] = ifMissing.get();
            } else if (lastNamed.isEmpty()) {
                throw wrongCount();
            } else {
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
                        function,
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
        all[1] = function;
        System.arraycopy(more, 0, all, 2, more.length);
        return new MillraceException(
                ErrorDetail.of(condition, all).at(call.origin().position()));
    }

    private static String quoted(String name) {
        return NameResolver.quoted(List.of(name));
    }
}

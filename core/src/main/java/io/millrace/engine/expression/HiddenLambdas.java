package io.millrace.engine.expression;

import io.millrace.engine.expression.FunctionSpec.LambdaRule;
import io.millrace.types.DataType;
import io.millrace.types.NullType;
import java.util.ArrayList;
import java.util.List;

/** Values where lambdas are wanted become lambdas that look at none of their parameters. */
final class HiddenLambdas {
    private HiddenLambdas() {}

    static CallSite in(CallSite call, Parameters parameters, LambdaRule lambdas, ResolutionContext context) {
        if (!othersFit(call, parameters)) {
            return call;
        }
        List<Expression> arguments = new ArrayList<>(call.arguments());
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            if (parameters.at(i) == TypeFamily.LAMBDA && !(argument instanceof Expression.Lambda)) {
                List<LambdaRule.Parameter> unused = lambdas.parameters(i, 0, arguments, context);
                arguments.set(i, new Expression.Lambda(hidden(unused), argument));
            }
        }
        return call.withArguments(arguments);
    }

    /** Whether the arguments that are not lambdas need no conversion, or are nulls. */
    private static boolean othersFit(CallSite call, Parameters parameters) {
        for (int i = 0; i < call.arguments().size(); i++) {
            DataType type = call.arguments().get(i).type();
            if (parameters.at(i) != TypeFamily.LAMBDA
                    && !parameters.at(i).accepts(type)
                    && !(type instanceof NullType)) {
                return false;
            }
        }
        return true;
    }

    private static List<Expression.LambdaParameter> hidden(List<LambdaRule.Parameter> parameters) {
        List<Expression.LambdaParameter> hidden = new ArrayList<>();
        for (LambdaRule.Parameter parameter : parameters) {
            int number = hidden.size() + 1;
            hidden.add(new Expression.LambdaParameter(-number, "col" + number, parameter.type(), parameter.nullable()));
        }
        return hidden;
    }
}

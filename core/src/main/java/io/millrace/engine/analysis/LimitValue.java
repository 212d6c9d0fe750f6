package io.millrace.engine.analysis;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.IntegralType;

/** The number of LIMIT and OFFSET: a constant whole number that is not negative. */
final class LimitValue {
    private final AnalysisContext context;

    LimitValue(AnalysisContext context) {
        this.context = context;
    }

    /** @param scope the columns of the rows that are counted; naming one is an error of its own */
    long of(UnresolvedExpression expression, String name, Scope scope) {
        Expression value = new ExpressionAnalyzer(context, scope).analyze(expression);
        String node = name.equals("offset") ? "Offset " : "LocalLimit ";
        GeneratorPlaces.refuse(value, node::concat, context.zone());
        String text = "\"" + ExpressionText.pretty(value, context.zone()) + "\"";
        if (!Constants.isFoldable(value)) {
            throw error(ErrorCondition.INVALID_LIMIT_LIKE_EXPRESSION__IS_UNFOLDABLE, expression, name, text);
        }
        Constant constant = Constants.fold(value);
        if (constant.value() == null) {
            throw error(ErrorCondition.INVALID_LIMIT_LIKE_EXPRESSION__IS_NULL, expression, name, text);
        }
        if (!(constant.type() instanceof IntegralType)) {
            throw error(
                    ErrorCondition.INVALID_LIMIT_LIKE_EXPRESSION__DATA_TYPE,
                    expression,
                    name,
                    text,
                    "dataType",
                    "\"" + constant.type().sql() + "\"");
        }
        long number = ((Number) constant.value()).longValue();
        if (number < 0) {
            throw error(
                    ErrorCondition.INVALID_LIMIT_LIKE_EXPRESSION__IS_NEGATIVE,
                    expression,
                    name,
                    text,
                    "v",
                    String.valueOf(number));
        }
        return number;
    }

    private static MillraceException error(
            ErrorCondition condition, UnresolvedExpression expression, String name, String text, String... more) {
        String[] parameters = new String[4 + more.length];
        parameters[0] = "name";
        parameters[1] = name;
        parameters[2] = "expr";
        parameters[3] = text;
        System.arraycopy(more, 0, parameters, 4, more.length);
        return new MillraceException(
                ErrorDetail.of(condition, parameters).at(expression.origin().position()));
    }
}

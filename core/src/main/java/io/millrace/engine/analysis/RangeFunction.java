package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.RangeTable;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import java.util.List;

/**
 * {@code range(end)}, {@code range(start, end [, step [, partitions]])} in FROM, of constants that can be read as whole
 * numbers. How many partitions there are makes no difference to the rows.
 */
final class RangeFunction {
    private static final String NAME = "range";
    private static final List<String> PARAMETERS = List.of("start", "end", "step", "numSlices");
    private static final List<String> ORDINALS = List.of("first", "second", "third", "4th");
    private static final int PARTITIONS = 3;

    private final AnalysisContext context;

    RangeFunction(AnalysisContext context) {
        this.context = context;
    }

    static boolean isCalled(FunctionCall call) {
        return call.name().getLast().equalsIgnoreCase(NAME)
                && (call.name().size() == 1 || Routines.isBuiltin(call.name()));
    }

    /** The error of a call where a value should stand. */
    static MillraceException notScalar(FunctionCall call) {
        return new MillraceException(ErrorDetail.of(ErrorCondition.NOT_A_SCALAR_FUNCTION, "functionName", "`range`")
                .at(call.origin().position()));
    }

    Analyzed rows(FunctionCall call) {
        int given = call.arguments().size();
        if (given == 0 || given > PARAMETERS.size()) {
            throw error(
                    call,
                    ErrorCondition.WRONG_NUM_ARGS__WITHOUT_SUGGESTION,
                    "functionName",
                    "`range`",
                    "expectedNum",
                    "[1, 2, 3, 4]",
                    "actualNum",
                    String.valueOf(given),
                    "docroot",
                    CallErrors.DOCUMENTATION);
        }
        long[] values = {0, 0, 1, 1};
        for (int i = 0; i < given; i++) {
            int parameter = given == 1 ? 1 : i;
            values[parameter] = number(call, call.arguments().get(i), parameter);
        }
        if (values[PARTITIONS] <= 0) {
            throw new IllegalArgumentException("Positive number of partitions required");
        }
        if (values[2] == 0) {
            throw error(call, ErrorCondition.FAILED_FUNCTION_CALL, "funcName", "`range`");
        }
        return Relations.scan(new RangeTable(values[0], values[1], values[2]));
    }

    private long number(FunctionCall call, UnresolvedExpression argument, int parameter) {
        DataType type = parameter == PARTITIONS ? DataTypes.IntegerType : DataTypes.LongType;
        String typeName = CallErrors.quoted(type);
        if (argument instanceof NamedArgument) {
            throw notConstant(call, parameter, typeName);
        }
        Expression value = new ExpressionAnalyzer(context, Scope.EMPTY).analyze(argument);
        if (!Constants.isFoldable(value)) {
            throw notConstant(call, parameter, typeName);
        }
        Object number = value.type() instanceof NumericType || value.type() instanceof StringType
                ? Constants.fold(context.resolution().convert(value, type)).value()
                : null;
        if (number == null) {
            throw error(
                    call,
                    ErrorCondition.UNEXPECTED_INPUT_TYPE,
                    "functionName",
                    "`range`",
                    "paramIndex",
                    ORDINALS.get(parameter),
                    "requiredType",
                    typeName,
                    "inputSql",
                    "\"" + ExpressionText.pretty(value, context.zone()) + "\"",
                    "inputType",
                    CallErrors.quoted(value.type()));
        }
        return ((Number) number).longValue();
    }

    private static MillraceException notConstant(FunctionCall call, int parameter, String typeName) {
        return error(
                call,
                ErrorCondition.NON_FOLDABLE_ARGUMENT,
                "funcName",
                "`range`",
                "paramName",
                "`" + PARAMETERS.get(parameter) + "`",
                "paramType",
                typeName);
    }

    private static MillraceException error(FunctionCall call, ErrorCondition condition, String... parameters) {
        return new MillraceException(
                ErrorDetail.of(condition, parameters).at(call.origin().position()));
    }
}

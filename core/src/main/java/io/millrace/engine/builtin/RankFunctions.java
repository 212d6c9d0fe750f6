package io.millrace.engine.builtin;

import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.LONG;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.RankFunction.Kind;
import io.millrace.engine.expression.RankSpec;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.plan.UnresolvedExpression.NullTreatment;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.IntegerType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Functions of a row's place among others: ranks, and values of rows nearby. */
public final class RankFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "nth_value");
    }

    @Override
    public RankSpec define(String name) {
        return switch (name) {
            case "row_number" ->
                FunctionSpec.rank(Kind.ROW_NUMBER, name)
                        .gives(DataTypes.IntegerType)
                        .describe("The number of the row in its window, from 1.", "row_number()");
            case "rank" ->
                FunctionSpec.rank(Kind.RANK, name)
                        .gives(DataTypes.IntegerType)
                        .repeated(ANY)
                        .text(arguments -> "RANK()")
                        .describe("One more than the number of rows before it; equal rows share it.", "rank()");
            case "dense_rank" ->
                FunctionSpec.rank(Kind.DENSE_RANK, name)
                        .gives(DataTypes.IntegerType)
                        .repeated(ANY)
                        .text(arguments -> "DENSE_RANK()")
                        .describe("One more than the number of different rows before it.", "dense_rank()");
            case "percent_rank" ->
                FunctionSpec.rank(Kind.PERCENT_RANK, name)
                        .gives(DataTypes.DoubleType)
                        .repeated(ANY)
                        .text(arguments -> "PERCENT_RANK()")
                        .describe("The rank as a part of the window, from 0 to 1.", "percent_rank()");
            case "cume_dist" ->
                FunctionSpec.rank(Kind.CUME_DIST, name)
                        .gives(DataTypes.DoubleType)
                        .describe("Which part of the window is not behind the row.", "cume_dist()");
            case "ntile" ->
                FunctionSpec.rank(Kind.NTILE, name)
                        .optional(INT.exactlyAsWritten())
                        .constant(0, "buckets")
                        .coerces((arguments, context) ->
                                withDefaults(arguments, 0, new Constant(1, DataTypes.IntegerType)))
                        .checks((errors, arguments, context) -> requirePositive(errors, arguments.get(0), "buckets"))
                        .gives(DataTypes.IntegerType)
                        .describe("The number of the row's part when the window is cut into equal parts.", "ntile(4)");
            case "lag" -> offset(Kind.LAG, name, "before");
            case "lead" -> offset(Kind.LEAD, name, "after");
            case "nth_value" ->
                FunctionSpec.rank(Kind.NTH_VALUE, name)
                        .takes(ANY, LONG)
                        .optional(ANY)
                        .rewrites((call, context) -> ignoringNulls(name, call, 2, context))
                        .constant(1, "offset")
                        .checks((errors, arguments, context) -> requirePositive(errors, arguments.get(1), "offset"))
                        .givesArgument(0)
                        .nullable(arguments -> true)
                        .describe("The value of the n-th row that the frame has so far.", "nth_value(col, 2)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** A last argument says what IGNORE NULLS says: the call without it, or null where it is not there. */
    private static Expression ignoringNulls(String name, CallSite call, int index, ResolutionContext context) {
        if (call.arguments().size() <= index) {
            return null;
        }
        Expression flag = call.arguments().get(index);
        if (!(flag instanceof Constant constant) || !(constant.value() instanceof Boolean ignores)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_PARAMETER_VALUE__BOOLEAN,
                            "functionName",
                            "`" + name + "`",
                            "parameter",
                            "`ignoreNulls`",
                            "invalidValue",
                            "\"" + ExpressionText.pretty(flag) + "\"")
                    .at(call.position()));
        }
        CallSite rest = call.withArguments(call.arguments().subList(0, index));
        return new RankFunctions()
                .define(name)
                .resolve(ignores ? rest.withNulls(NullTreatment.IGNORE_NULLS) : rest, context);
    }

    private static RankSpec offset(Kind kind, String name, String where) {
        return FunctionSpec.rank(kind, name)
                .takes(ANY)
                .optional(INT, ANY, ANY)
                .expected("[0, 1, 2, 3, 4]")
                .rewrites((call, context) -> ignoringNulls(name, call, 3, context))
                .coerces(RankFunctions::offsetArguments)
                .shown((arguments, texts) -> Optional.of(name
                        + arguments.stream()
                                .map(texts)
                                .collect(Collectors.joining(
                                        ", ",
                                        "(",
                                        List.of("", ", 1, NULL", ", NULL", "").get(arguments.size()) + ")"))))
                .requires((errors, arguments, context) -> {
                    requireOffset(errors, kind, arguments.get(1));
                    requireSameType(errors, arguments);
                })
                .givesArgument(0)
                .nullable(arguments ->
                        arguments.get(0).nullable() || arguments.get(2).nullable())
                .describe(
                        "The value of the row that stands so many rows " + where
                                + " this one; the third argument where there is none.",
                        name + "(col, 1)");
    }

    /** One row away, and null where there is none, unless the call says otherwise. */
    private static List<Expression> offsetArguments(List<Expression> given, ResolutionContext context) {
        List<Expression> arguments = withDefaults(given, 1, new Constant(1, DataTypes.IntegerType));
        arguments = withDefaults(arguments, 2, new Constant(null, DataTypes.NullType));
        Expression missing = arguments.get(2);
        Optional<DataType> type = ImplicitTypes.of(
                missing.type(), TypeFamily.exactly(arguments.get(0).type()), context.ansi());
        boolean interval = isInterval(missing.type());
        if (type.isPresent()
                && (!interval || missing.type().equals(arguments.get(0).type()))) {
            List<Expression> typed = new ArrayList<>(arguments);
            typed.set(2, context.convert(missing, type.get()));
            return typed;
        }
        return arguments;
    }

    /**
     * Spark makes the frame of the offset as it is written: one that would have to be converted gives another frame. For
     * rows before this one it changes the sign first, which cannot be done to what is no number.
     */
    private static void requireOffset(CallErrors errors, Kind kind, Expression offset) {
        String name = kind == Kind.LAG ? "lag" : "lead";
        if (kind == Kind.LAG && Constants.isFoldable(offset) && !hasSign(offset.type())) {
            throw errors.error(ErrorCondition.FAILED_FUNCTION_CALL, "funcName", "`" + name + "`");
        }
        if (kind == Kind.LAG && isInterval(offset.type())) {
            throw errors.unexpectedType(1, INT, offset);
        }
        boolean whole = offset.type() instanceof IntegerType;
        if (whole && !Constants.isFoldable(offset)) {
            String shown = errors.shown(offset);
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__NON_FOLDABLE_INPUT,
                    "inputName",
                    "`offset`",
                    "inputType",
                    TypeFamily.INT.label(),
                    "inputExpr",
                    kind == Kind.LAG ? "\"(- " + shown.substring(1, shown.length() - 1) + ")\"" : shown);
        }
        if (!whole || Constants.fold(offset).value() == null) {
            throw errors.error(ErrorCondition.LEGACY_1035, "prettyName", name);
        }
    }

    private static boolean hasSign(DataType type) {
        return type instanceof NumericType || type instanceof NullType || isInterval(type);
    }

    private static boolean isInterval(DataType type) {
        return type instanceof DayTimeIntervalType
                || type instanceof YearMonthIntervalType
                || type instanceof CalendarIntervalType;
    }

    private static void requireSameType(CallErrors errors, List<Expression> arguments) {
        DataType type = arguments.get(0).type();
        if (!TypeCoercion.sameType(type, arguments.get(2).type())) {
            throw errors.unexpectedType(2, "(" + CallErrors.quoted(type) + " or \"VOID\")", arguments.get(2));
        }
    }

    private static List<Expression> withDefaults(List<Expression> given, int index, Constant value) {
        if (given.size() > index) {
            return given;
        }
        List<Expression> arguments = new ArrayList<>(given);
        arguments.add(value);
        return arguments;
    }

    private static void requirePositive(CallErrors errors, Expression argument, String name) {
        long value = Constants.fold(argument).value() instanceof Number number ? number.longValue() : 0;
        if (value < 1) {
            boolean isLong = argument.type().equals(DataTypes.LongType);
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    "exprName",
                    name,
                    "valueRange",
                    "(0, " + (isLong ? Long.MAX_VALUE : Integer.MAX_VALUE) + "]",
                    "currentValue",
                    value + (isLong ? "L" : ""));
        }
    }
}

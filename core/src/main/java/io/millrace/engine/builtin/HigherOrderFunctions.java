package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.LAMBDA;
import static io.millrace.engine.expression.TypeFamily.MAP;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.FunctionSpec.LambdaRule.Parameter;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Functions that take lambdas, which are computed once for the elements of all rows. */
public final class HigherOrderFunctions implements FunctionModule {
    /** The function of the result that {@code aggregate} shows where none is given. */
    private static final String SAME = "lambdafunction(namedlambdavariable(), namedlambdavariable())";

    /** The function of the result where a call leaves it out. */
    private static final Expression.Lambda IDENTITY = identity();

    /** What an argument has that is no collection; it is refused when the call is checked. */
    private static final Parameter UNTYPED = new Parameter(DataTypes.NullType, true);

    @Override
    public List<String> names() {
        return List.of(
                "transform",
                "filter",
                "exists",
                "forall",
                "aggregate",
                "reduce",
                "zip_with",
                "map_filter",
                "transform_keys",
                "transform_values",
                "map_zip_with");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "transform" ->
                overArray(name)
                        .gives((arguments, context) -> arrayOf(arguments.get(1)))
                        .kernel((call, arguments) -> new LambdaKernels.Transform(call, arguments))
                        .describe(
                                "Each element changed by a function of it (and its index).",
                                "transform(array(1, 2, 3), x -> x + 1)");
            case "filter" ->
                overArray(name)
                        .coerces(HigherOrderFunctions::withCondition)
                        .checks((errors, arguments, context) -> requireBoolean(errors, arguments, 1))
                        .givesArgument(0)
                        .kernel((call, arguments) -> new LambdaKernels.Filter(call, arguments))
                        .describe(
                                "The elements for which a condition is true.",
                                "filter(array(1, 2, 3), x -> x % 2 = 1)");
            case "exists" ->
                quantifier(name, true)
                        .describe(
                                "Whether a condition is true for an element.",
                                "exists(array(1, 2, 3), x -> x % 2 = 0)");
            case "forall" ->
                quantifier(name, false)
                        .describe(
                                "Whether a condition is true for all elements.",
                                "forall(array(2, 4, 8), x -> x % 2 = 0)");
            case "aggregate", "reduce" -> fold(name);
            case "zip_with" ->
                scalar(name)
                        .notConstant()
                        .takes(ARRAY, ARRAY, LAMBDA)
                        .lambdas((argument, count, arguments, context) ->
                                List.of(nullableElement(arguments.get(0)), nullableElement(arguments.get(1))))
                        .gives((arguments, context) -> arrayOf(arguments.get(2)))
                        .nullable(arguments ->
                                arguments.get(0).nullable() || arguments.get(1).nullable())
                        .kernel((call, arguments) -> new LambdaKernels.ZipWith(call, arguments))
                        .describe(
                                "The elements of two arrays put together by a function; the shorter array is filled"
                                        + " up with nulls.",
                                "zip_with(array(1, 2), array(3, 4), (x, y) -> x + y)");
            case "map_filter" ->
                overMap(name)
                        .coerces(HigherOrderFunctions::withCondition)
                        .checks((errors, arguments, context) -> requireBoolean(errors, arguments, 1))
                        .givesArgument(0)
                        .kernel((call, arguments) -> new LambdaKernels.MapFilter(call, arguments))
                        .describe(
                                "The entries for which a condition is true.",
                                "map_filter(map(1, 0, 2, 2), (k, v) -> k > v)");
            case "transform_keys" ->
                overMap(name)
                        .reads(MapAssembly.POLICY)
                        .checks((errors, arguments, context) ->
                                MapAssembly.requireKey(errors, arguments.get(1).type()))
                        .gives((arguments, context) -> {
                            MapType map = (MapType) arguments.getFirst().type();
                            return new MapType(arguments.get(1).type(), map.valueType(), map.valueContainsNull());
                        })
                        .kernel((call, arguments) -> new LambdaKernels.TransformEntries(call, arguments, true))
                        .describe(
                                "The map with keys changed by a function.",
                                "transform_keys(map(1, 'a'), (k, v) -> k + 1)");
            case "transform_values" ->
                overMap(name)
                        .reads(MapAssembly.POLICY)
                        .gives((arguments, context) -> new MapType(
                                ((MapType) arguments.getFirst().type()).keyType(),
                                arguments.get(1).type(),
                                arguments.get(1).nullable()))
                        .kernel((call, arguments) -> new LambdaKernels.TransformEntries(call, arguments, false))
                        .describe(
                                "The map with values changed by a function.",
                                "transform_values(map(1, 1), (k, v) -> v + 1)");
            case "map_zip_with" -> MapZipWith.define();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ArrayType arrayOf(Expression body) {
        return new ArrayType(body.type(), body.nullable());
    }

    private static Parameter element(Expression array) {
        return array.type() instanceof ArrayType type
                ? new Parameter(type.elementType(), type.containsNull())
                : UNTYPED;
    }

    private static Parameter nullableElement(Expression array) {
        return new Parameter(element(array).type(), true);
    }

    /** An array and a function of an element, or of an element and its index. */
    private static ScalarSpec overArray(String name) {
        return scalar(name)
                .notConstant()
                .takes(ARRAY, LAMBDA)
                .lambdas((argument, count, arguments, context) -> count < 2
                        ? List.of(element(arguments.getFirst()))
                        : List.of(element(arguments.getFirst()), new Parameter(DataTypes.IntegerType, false)))
                .nullable(arguments -> arguments.getFirst().nullable());
    }

    private static ScalarSpec overMap(String name) {
        return scalar(name)
                .notConstant()
                .takes(MAP, LAMBDA)
                .lambdas((argument, count, arguments, context) -> {
                    return arguments.getFirst().type() instanceof MapType map
                            ? List.of(
                                    new Parameter(map.keyType(), false),
                                    new Parameter(map.valueType(), map.valueContainsNull()))
                            : List.of(UNTYPED, UNTYPED);
                })
                .nullable(arguments -> arguments.getFirst().nullable());
    }

    private static ScalarSpec quantifier(String name, boolean decisive) {
        return overArray(name)
                .coerces(HigherOrderFunctions::withCondition)
                .checks((errors, arguments, context) -> requireBoolean(errors, arguments, 1))
                .gives(DataTypes.BooleanType)
                .nullable(arguments -> arguments.stream().anyMatch(Expression::nullable))
                .kernel((call, arguments) -> new LambdaKernels.Quantifier(call, arguments, decisive));
    }

    private static Expression.Lambda identity() {
        Expression.LambdaParameter same = new Expression.LambdaParameter(0, "id", DataTypes.NullType, true);
        return new Expression.Lambda(List.of(same), same);
    }

    private static ScalarSpec fold(String name) {
        return scalar("aggregate", "reduce")
                .notConstant()
                .takes(ARRAY, ANY, LAMBDA)
                .optional(LAMBDA)
                .lambdas((argument, count, arguments, context) -> {
                    Parameter state = new Parameter(arguments.get(1).type(), true);
                    return argument == 3 ? List.of(state) : List.of(state, element(arguments.getFirst()));
                })
                .coerces(HigherOrderFunctions::withState)
                .checks(HigherOrderFunctions::checkFold)
                .text(arguments ->
                        name + "(" + String.join(", ", arguments) + (arguments.size() == 3 ? ", " + SAME + ")" : ")"))
                .shown((arguments, texts) -> Optional.of(Stream.concat(arguments.stream(), Stream.of(IDENTITY))
                        .limit(4)
                        .map(texts)
                        .collect(Collectors.joining(", ", name + "(", ")"))))
                // without a function of the result it is the state, which has the start's type
                .gives((arguments, context) ->
                        arguments.get(arguments.size() == 3 ? 1 : 3).type())
                .nullable(arguments -> arguments.size() == 3
                        || arguments.getFirst().nullable()
                        || arguments.getLast().nullable())
                .kernel((call, arguments) -> new LambdaKernels.Fold(call, arguments))
                .describe(
                        "The elements put together one by one, from a start; then a function of the result.",
                        "aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)");
    }

    private static void checkFold(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        DataType start = arguments.get(1).type();
        if (!TypeCoercion.sameStructure(start, arguments.get(2).type())) {
            throw errors.unexpectedType(2, CallErrors.quoted(start), arguments.get(2));
        }
    }

    /** A next state that is always null has the start's type. */
    private static List<Expression> withState(List<Expression> arguments, ResolutionContext context) {
        if (!(arguments.get(2) instanceof Expression.Lambda next) || !(next.type() instanceof NullType)) {
            return arguments;
        }
        List<Expression> typed = new ArrayList<>(arguments);
        typed.set(
                2,
                new Expression.Lambda(
                        next.parameters(),
                        context.convert(next.body(), arguments.get(1).type())));
        return typed;
    }

    /** A condition that is always null has no type of its own. */
    private static List<Expression> withCondition(List<Expression> arguments, ResolutionContext context) {
        if (!(arguments.get(1) instanceof Expression.Lambda condition) || !(condition.type() instanceof NullType)) {
            return arguments;
        }
        Expression body = context.convert(condition.body(), DataTypes.BooleanType);
        return List.of(arguments.getFirst(), new Expression.Lambda(condition.parameters(), body));
    }

    private static void requireBoolean(CallErrors errors, List<Expression> arguments, int index) {
        if (!arguments.get(index).type().equals(DataTypes.BooleanType)) {
            throw errors.unexpectedType(index, "\"BOOLEAN\"", arguments.get(index));
        }
    }
}

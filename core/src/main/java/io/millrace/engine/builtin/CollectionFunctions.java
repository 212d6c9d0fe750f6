package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.MAP;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArrayIndexOutOfBoundsException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.IntegralType;
import io.millrace.types.LongType;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions that take arrays and other types: size, concat, reverse, element_at. */
public final class CollectionFunctions implements FunctionModule {
    private static final TypeFamily CONCATENATED = oneOf(STRING, BINARY, ARRAY);

    @Override
    public List<String> names() {
        return List.of("size", "cardinality", "array_size", "concat", "reverse", "element_at", "try_element_at", "get");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "size", "cardinality" -> size();
            case "array_size" ->
                scalar(name)
                        .replaced()
                        .takes(ARRAY)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict(
                                (in, row, out) -> out.set(row, in.list(0).length(in.at(0, row)))))
                        .describe("How many elements an array has.", "array_size(array('b', 'd'))");
            case "concat" -> concat();
            case "reverse" -> reverse();
            case "element_at" -> elementAt(name, false);
            case "try_element_at" -> elementAt(name, true).replaced();
            case "get" ->
                scalar(name)
                        .nullTolerant()
                        .takes(ARRAY, INT)
                        .checks((errors, arguments, context) -> requireContainer(errors, ARRAY))
                        .gives(ListKernels::elementType)
                        .nullable(arguments -> ElementNullability.fromZero(arguments.get(0), arguments.get(1), false))
                        .kernel(Kernels.strict((in, row, out) -> pick(in, row, in.intAt(1, row), out)))
                        .describe("The element at an index from 0, or NULL.", "get(array(1, 2, 3), 0)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec size() {
        return scalar("size", "cardinality")
                .takes(oneOf(ARRAY, MAP))
                .gives(DataTypes.IntegerType)
                .nullable((arguments, settings) ->
                        settings.ansi() && arguments.getFirst().nullable())
                .kernel(Kernels.<IntVector>lenientFor(call -> (in, row, out) -> {
                    if (!in.isNull(0, row)) {
                        int at = in.at(0, row);
                        out.set(
                                row,
                                in.plain(0) instanceof MapVector maps
                                        ? maps.length(at)
                                        : in.list(0).length(at));
                    } else if (call.ansi()) {
                        out.setNull(row);
                    } else {
                        out.set(row, -1);
                    }
                }))
                .describe("How many elements an array or map has.", "size(array('b', 'd'))");
    }

    /** Arrays, bytes or texts one after the other. */
    private static ScalarSpec concat() {
        return scalar("concat")
                .repeated(ANY)
                .coerces(CollectionFunctions::alignConcat)
                .checks((errors, arguments, context) -> checkConcat(errors, arguments))
                .gives((arguments, context) ->
                        arguments.isEmpty() ? DataTypes.StringType : CommonTypes.merged(arguments))
                .kernel((call, arguments) -> call.type() instanceof ArrayType
                        ? ListKernels.building((in, row, elements) -> {
                                    for (int i = 0; i < in.count(); i++) {
                                        elements.addAll(in.list(i), in.at(i, row));
                                    }
                                })
                                .open(call, arguments)
                        : Kernels.writing((in, row, out) -> {
                                    for (int i = 0; i < in.count(); i++) {
                                        out.append(in.bytes(i), in.at(i, row));
                                    }
                                })
                                .open(call, arguments))
                .describe("Texts, bytes or arrays one after the other.", "concat('Spark', 'SQL')");
    }

    private static List<Expression> alignConcat(List<Expression> arguments, ResolutionContext context) {
        if (arguments.stream().allMatch(argument -> argument.type() instanceof ArrayType)) {
            return CommonTypes.widest(arguments, 0, context);
        }
        boolean binary = arguments.stream().allMatch(argument -> argument.type() instanceof BinaryType);
        List<Expression> converted = new ArrayList<>();
        for (Expression argument : arguments) {
            Optional<DataType> text =
                    binary ? Optional.empty() : ImplicitTypes.of(argument.type(), STRING, context.ansi());
            converted.add(text.map(type -> context.convert(argument, type)).orElse(argument));
        }
        return converted;
    }

    private static void checkConcat(CallErrors errors, List<Expression> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!CONCATENATED.accepts(arguments.get(i).type())) {
                throw errors.unexpectedType(i, CONCATENATED, arguments.get(i));
            }
        }
        if (!TypeCoercion.allSame(arguments.stream().map(Expression::type).toList())) {
            throw errors.differentTypes(arguments);
        }
    }

    private static ScalarSpec reverse() {
        return scalar("reverse")
                .nullIntolerant()
                .takes(oneOf(STRING, BINARY, ARRAY))
                .givesArgument(0)
                .kernel((call, arguments) -> call.type() instanceof ArrayType
                        ? ListKernels.building((in, row, elements) -> {
                                    ListVector lists = in.list(0);
                                    int at = in.at(0, row);
                                    for (int i = lists.length(at) - 1; i >= 0; i--) {
                                        elements.add(lists.elements(), lists.start(at) + i);
                                    }
                                })
                                .open(call, arguments)
                        : Kernels.bytes(call.type() instanceof BinaryType ? Texts::reverseBytes : Texts::reverse)
                                .open(call, arguments))
                .describe("A text, bytes or an array from its end to its beginning.", "reverse('Spark SQL')");
    }

    /** Sets the element at an index from 0, or null outside of the array. */
    private static void pick(Arguments in, int row, int index, ValueVector out) {
        ListVector lists = in.list(0);
        int at = in.at(0, row);
        if (index < 0 || index >= lists.length(at)) {
            out.setNull(row);
        } else {
            out.copyFrom(lists.elements(), lists.start(at) + index, row);
        }
    }

    /** A null has no elements that could have a type. */
    private static void requireContainer(CallErrors errors, TypeFamily wanted) {
        Expression written = errors.call().arguments().getFirst();
        if (written.type() instanceof NullType) {
            throw errors.unexpectedType(0, wanted, written);
        }
    }

    /** A whole number that fits is an index; a key and the keys of a map get a common type. */
    private static List<Expression> indexOrKey(List<Expression> arguments, ResolutionContext context) {
        Expression collection = arguments.getFirst();
        Expression key = arguments.get(1);
        return switch (collection.type()) {
            case ArrayType ignored
            when key.type() instanceof IntegralType && !(key.type() instanceof LongType) ->
                List.of(collection, context.convert(key, DataTypes.IntegerType));
            case MapType map ->
                TypeCoercion.tightest(map.keyType(), key.type(), context.ansi())
                        .map(type -> List.of(
                                context.convert(
                                        collection, new MapType(type, map.valueType(), map.valueContainsNull())),
                                context.convert(key, type)))
                        .orElse(arguments);
            default -> arguments;
        };
    }

    private static void checkElement(CallErrors errors, List<Expression> arguments) {
        requireContainer(errors, oneOf(ARRAY, MAP));
        Expression key = arguments.get(1);
        switch (arguments.getFirst().type()) {
            case MapType map -> {
                if (!TypeCoercion.sameType(map.keyType(), key.type())) {
                    throw errors.mismatch(
                            ErrorCondition.DATATYPE_MISMATCH__MAP_FUNCTION_DIFF_TYPES,
                            "functionName",
                            "`element_at`",
                            "dataType",
                            "\"MAP\"",
                            "leftType",
                            CallErrors.quoted(map),
                            "rightType",
                            CallErrors.quoted(key.type()));
                }
                ValueOrder.require(errors, "element_at", map.keyType());
            }
            case ArrayType ignored -> {
                if (!INT.accepts(key.type())) {
                    throw errors.unexpectedType(1, INT, key);
                }
            }
            default -> throw errors.unexpectedType(0, oneOf(ARRAY, MAP), arguments.getFirst());
        }
    }

    private static ScalarSpec elementAt(String name, boolean nullOutside) {
        return scalar(name)
                .takes(oneOf(ARRAY, MAP), ANY)
                .coerces(CollectionFunctions::indexOrKey)
                .requires((errors, arguments, context) -> checkElement(errors, arguments))
                // Messages show what is tried.
                .shown((arguments, texts) -> Optional.of(
                        "element_at(" + texts.apply(arguments.get(0)) + ", " + texts.apply(arguments.get(1)) + ")"))
                .gives(ListKernels::elementType)
                .nullable((arguments, settings) -> arguments.getFirst().type() instanceof MapType
                        || ElementNullability.fromOne(
                                arguments.get(0), arguments.get(1), settings.ansi() && !nullOutside))
                .kernel(Kernels.strictFor(call -> (in, row, out) -> {
                    if (in.plain(0) instanceof MapVector) {
                        pickByKey(in, row, out);
                    } else {
                        pick(in, row, index(call, in, row, nullOutside), out);
                    }
                }))
                .describe(
                        "The element at an index from 1, or back from the end; or the value of a key.",
                        name + "(array(1, 2, 3), 2)");
    }

    private static int index(KernelCall call, Arguments in, int row, boolean nullOutside) {
        int wanted = in.intAt(1, row);
        int length = in.list(0).length(in.at(0, row));
        if (wanted == 0) {
            throw new MillraceException(call.settings().error(ErrorCondition.INVALID_INDEX_OF_ZERO));
        }
        if (Math.abs((long) wanted) > length) {
            if (call.ansi() && !nullOutside) {
                throw new MillraceArrayIndexOutOfBoundsException(call.settings()
                        .error(
                                ErrorCondition.INVALID_ARRAY_INDEX_IN_ELEMENT_AT,
                                "indexValue",
                                String.valueOf(wanted),
                                "arraySize",
                                String.valueOf(length)));
            }
            return -1;
        }
        return wanted > 0 ? wanted - 1 : length + wanted;
    }

    private static void pickByKey(Arguments in, int row, ValueVector out) {
        MapVector maps = in.map(0);
        int at = in.at(0, row);
        for (int entry = maps.start(at); entry < maps.start(at) + maps.length(at); entry++) {
            if (ValueOrder.same(maps.keys(), entry, in.plain(1), in.at(1, row))) {
                out.copyFrom(maps.values(), entry, row);
                return;
            }
        }
        out.setNull(row);
    }
}

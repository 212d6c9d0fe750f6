package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.BOOLEAN;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.MAP;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.arrayOf;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceArrayIndexOutOfBoundsException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.BinaryType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions of arrays, and those that take arrays among others: size, concat, reverse, element_at. */
public final class ArrayFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "size",
                "cardinality",
                "array_size",
                "concat",
                "reverse",
                "element_at",
                "try_element_at",
                "get",
                "array_contains",
                "array_position",
                "array_remove",
                "array_append",
                "array_prepend",
                "array_distinct",
                "array_union",
                "array_intersect",
                "array_except",
                "arrays_overlap",
                "array_min",
                "array_max",
                "sort_array",
                "array_sort",
                "array_compact",
                "array_repeat",
                "array_join",
                "slice",
                "flatten");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "size", "cardinality" -> size();
            case "array_size" ->
                scalar(name)
                        .takes(ARRAY)
                        .gives(DataTypes.IntegerType)
                        .kernel(Kernels.<IntVector>strict(
                                (in, row, out) -> out.set(row, in.list(0).length(in.at(0, row)))))
                        .describe("How many elements an array has.", "array_size(array('b', 'd'))");
            case "concat" -> concat();
            case "reverse" -> reverse();
            case "element_at" -> elementAt(name, false);
            case "try_element_at" -> elementAt(name, true);
            case "get" ->
                scalar(name)
                        .takes(ARRAY, INT)
                        .gives(ArrayFunctions::elementType)
                        .mayBeNull()
                        .kernel(Kernels.strict((in, row, out) -> pick(in, row, in.intAt(1, row), out)))
                        .describe("The element at an index from 0, or NULL.", "get(array(1, 2, 3), 0)");
            case "array_contains" -> contains();
            case "array_position" ->
                withElement(name)
                        .gives(DataTypes.LongType)
                        .kernel(Kernels.<LongVector>strict((in, row, out) -> out.set(row, indexOf(in, row) + 1L)))
                        .describe(
                                "The position of an element, from 1; 0 if there is none.",
                                "array_position(array(3, 1, 2), 1)");
            case "array_remove" ->
                withElement(name)
                        .givesArgument(0)
                        .kernel(building((in, row, elements) -> each(in, 0, row, (list, slot) -> {
                            if (list.isNull(slot) || !ValueOrder.same(list, slot, in.plain(1), in.at(1, row))) {
                                elements.add(list, slot);
                            }
                        })))
                        .describe("The array without the elements equal to one.", "array_remove(array(1, 2, 1), 1)");
            case "array_append" -> extended(name, true);
            case "array_prepend" -> extended(name, false);
            case "array_distinct" ->
                scalar(name)
                        .takes(ARRAY)
                        .givesArgument(0)
                        .kernel(building((in, row, elements) -> each(in, 0, row, elements::addDistinct)))
                        .describe("The different elements.", "array_distinct(array(1, 2, 2, null))");
            case "array_union" ->
                twoArrays(name)
                        .kernel(building((in, row, elements) -> {
                            each(in, 0, row, elements::addDistinct);
                            each(in, 1, row, elements::addDistinct);
                        }))
                        .describe("The different elements of two arrays.", "array_union(array(1, 2), array(2, 3))");
            case "array_intersect" ->
                setOperation(name, true)
                        .describe(
                                "The different elements in both arrays.", "array_intersect(array(1, 2), array(2, 3))");
            case "array_except" ->
                setOperation(name, false)
                        .describe(
                                "The different elements in the first array only.",
                                "array_except(array(1, 2), array(2, 3))");
            case "arrays_overlap" -> overlap();
            case "array_min" -> extreme(name, -1, "least");
            case "array_max" -> extreme(name, 1, "greatest");
            case "sort_array" ->
                scalar(name)
                        .takes(ARRAY)
                        .optional(BOOLEAN)
                        .givesArgument(0)
                        .text(arguments -> "sort_array(" + String.join(", ", arguments)
                                + (arguments.size() == 1 ? ", true)" : ")"))
                        .kernel(building((in, row, elements) -> {
                            boolean ascending = in.count() < 2 || in.booleanAt(1, row);
                            elements.addAll(in.list(0), in.at(0, row));
                            elements.sort(ascending, ascending);
                        }))
                        .describe(
                                "The array in order; nulls first, or last when descending.",
                                "sort_array(array('b', 'd', null, 'a'), true)");
            case "array_sort" ->
                scalar(name)
                        .takes(ARRAY)
                        .givesArgument(0)
                        .kernel(building((in, row, elements) -> {
                            elements.addAll(in.list(0), in.at(0, row));
                            elements.sort(true, false);
                        }))
                        .describe("The array in ascending order, nulls last.", "array_sort(array('b', null, 'a'))");
            case "array_compact" ->
                scalar(name)
                        .takes(ARRAY)
                        .givesArgument(0)
                        .kernel(building((in, row, elements) -> each(in, 0, row, (list, slot) -> {
                            if (!list.isNull(slot)) {
                                elements.add(list, slot);
                            }
                        })))
                        .describe("The array without nulls.", "array_compact(array(1, null, 2))");
            case "array_repeat" -> repeat();
            case "array_join" -> join();
            case "slice" -> slice();
            case "flatten" -> flatten();
            default -> throw FunctionModule.unknown(name);
        };
    }

    // Shapes

    /** Collects the elements of one row's result. */
    private interface Builder {
        void build(Arguments in, int row, Elements elements);
    }

    private interface ElementUse {
        void apply(ValueVector elements, int slot);
    }

    private static ScalarKernel building(Builder builder) {
        return Kernels.<ListVector>strictFor(call -> {
            Elements elements = new Elements();
            return (in, row, out) -> {
                elements.clear();
                builder.build(in, row, elements);
                elements.copyTo(out, row);
            };
        });
    }

    private static void each(Arguments in, int argument, int row, ElementUse use) {
        ListVector lists = in.list(argument);
        int at = in.at(argument, row);
        for (int i = 0; i < lists.length(at); i++) {
            use.apply(lists.elements(), lists.start(at) + i);
        }
    }

    private static DataType elementType(List<Expression> arguments, ResolutionContext context) {
        return arguments.getFirst().type() instanceof MapType map
                ? map.valueType()
                : ((ArrayType) arguments.getFirst().type()).elementType();
    }

    /** An array and an element, which get a common type. */
    private static ScalarSpec withElement(String name) {
        return scalar(name).takes(ARRAY, ANY).coerces((arguments, context) -> {
            if (!(arguments.getFirst().type() instanceof ArrayType array)) {
                return arguments;
            }
            List<DataType> types = List.of(array.elementType(), arguments.get(1).type());
            Optional<DataType> common = TypeCoercion.allSame(types)
                    ? Optional.of(types.getFirst())
                    : TypeCoercion.widest(types, context.ansi());
            if (common.isEmpty()) {
                return arguments;
            }
            return List.of(
                    context.convert(arguments.getFirst(), new ArrayType(common.get(), array.containsNull())),
                    context.convert(arguments.get(1), common.get()));
        });
    }

    private static ScalarSpec twoArrays(String name) {
        return scalar(name).takes(ARRAY, ARRAY).sameType(0).givesArgument(0);
    }

    // Functions

    private static ScalarSpec size() {
        return scalar("size", "cardinality")
                .takes(oneOf(ARRAY, MAP))
                .gives(DataTypes.IntegerType)
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
                .coerces(ArrayFunctions::alignConcat)
                .gives((arguments, context) -> arguments.isEmpty()
                        ? DataTypes.StringType
                        : arguments.getFirst().type())
                .kernel((call, arguments) -> call.type() instanceof ArrayType
                        ? building((in, row, elements) -> {
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
        boolean arrays = arguments.stream().anyMatch(argument -> argument.type() instanceof ArrayType);
        boolean binary =
                !arguments.isEmpty() && arguments.stream().allMatch(argument -> argument.type() instanceof BinaryType);
        if (arrays) {
            return io.millrace.engine.expression.CommonTypes.widest(arguments, 0, context);
        }
        List<Expression> converted = new ArrayList<>();
        for (Expression argument : arguments) {
            converted.add(binary ? argument : context.convert(argument, DataTypes.StringType));
        }
        return converted;
    }

    private static ScalarSpec reverse() {
        return scalar("reverse")
                .takes(oneOf(STRING, ARRAY))
                .givesArgument(0)
                .kernel((call, arguments) -> call.type() instanceof ArrayType
                        ? building((in, row, elements) -> {
                                    ListVector lists = in.list(0);
                                    int at = in.at(0, row);
                                    for (int i = lists.length(at) - 1; i >= 0; i--) {
                                        elements.add(lists.elements(), lists.start(at) + i);
                                    }
                                })
                                .open(call, arguments)
                        : Kernels.bytes(Texts::reverse).open(call, arguments))
                .describe("A text or an array from its end to its beginning.", "reverse('Spark SQL')");
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

    private static ScalarSpec elementAt(String name, boolean nullOutside) {
        return scalar(name)
                .takes(oneOf(ARRAY, MAP), ANY)
                .coerces((arguments, context) -> switch (arguments.getFirst().type()) {
                    case ArrayType ignored ->
                        List.of(arguments.getFirst(), context.convert(arguments.get(1), DataTypes.IntegerType));
                    case MapType map -> List.of(arguments.getFirst(), context.convert(arguments.get(1), map.keyType()));
                    default -> arguments;
                })
                .gives(ArrayFunctions::elementType)
                .mayBeNull()
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

    /** The index of the second argument in the first, or -1. */
    private static int indexOf(Arguments in, int row) {
        ListVector lists = in.list(0);
        int at = in.at(0, row);
        for (int i = 0; i < lists.length(at); i++) {
            int slot = lists.start(at) + i;
            if (!lists.elements().isNull(slot)
                    && ValueOrder.compare(lists.elements(), slot, in.plain(1), in.at(1, row)) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasNull(Arguments in, int argument, int row) {
        ListVector lists = in.list(argument);
        int at = in.at(argument, row);
        for (int i = 0; i < lists.length(at); i++) {
            if (lists.elements().isNull(lists.start(at) + i)) {
                return true;
            }
        }
        return false;
    }

    private static ScalarSpec contains() {
        return withElement("array_contains")
                .gives(DataTypes.BooleanType)
                .mayBeNull()
                .kernel(Kernels.<BooleanVector>strict((in, row, out) -> {
                    boolean found = indexOf(in, row) >= 0;
                    if (!found && hasNull(in, 0, row)) {
                        out.setNull(row);
                    } else {
                        out.set(row, found);
                    }
                }))
                .describe("Whether an array holds an element.", "array_contains(array(1, 2, 3), 2)");
    }

    private static ScalarSpec extended(String name, boolean atEnd) {
        return withElement(name)
                .gives((arguments, context) ->
                        new ArrayType(((ArrayType) arguments.getFirst().type()).elementType(), true))
                .nullable(arguments -> arguments.getFirst().nullable())
                .kernel(Kernels.<ListVector>lenientFor(call -> {
                    Elements elements = new Elements();
                    return (in, row, out) -> {
                        if (in.isNull(0, row)) {
                            out.setNull(row);
                            return;
                        }
                        elements.clear();
                        if (!atEnd) {
                            elements.add(in.plain(1), in.at(1, row));
                        }
                        elements.addAll(in.list(0), in.at(0, row));
                        if (atEnd) {
                            elements.add(in.plain(1), in.at(1, row));
                        }
                        elements.copyTo(out, row);
                    };
                }))
                .describe(
                        "The array and one more element at its " + (atEnd ? "end." : "beginning."),
                        name + "(array('b', 'd'), 'a')");
    }

    private static ScalarSpec setOperation(String name, boolean keepCommon) {
        return twoArrays(name).kernel(Kernels.<ListVector>strictFor(call -> {
            Elements right = new Elements();
            Elements result = new Elements();
            return (in, row, out) -> {
                right.clear();
                result.clear();
                each(in, 1, row, right::addDistinct);
                each(in, 0, row, (list, slot) -> {
                    if (right.contains(list, slot) == keepCommon) {
                        result.addDistinct(list, slot);
                    }
                });
                result.copyTo(out, row);
            };
        }));
    }

    private static ScalarSpec overlap() {
        return scalar("arrays_overlap")
                .takes(ARRAY, ARRAY)
                .sameType(0)
                .gives(DataTypes.BooleanType)
                .mayBeNull()
                .kernel(Kernels.<BooleanVector>strictFor(call -> {
                    Elements left = new Elements();
                    return (in, row, out) -> {
                        left.clear();
                        each(in, 0, row, left::addDistinct);
                        boolean[] found = new boolean[1];
                        each(in, 1, row, (list, slot) -> found[0] |= !list.isNull(slot) && left.contains(list, slot));
                        boolean bothFilled = left.count() > 0 && in.list(1).length(in.at(1, row)) > 0;
                        if (!found[0] && bothFilled && (hasNull(in, 0, row) || hasNull(in, 1, row))) {
                            out.setNull(row);
                        } else {
                            out.set(row, found[0]);
                        }
                    };
                }))
                .describe("Whether two arrays share an element.", "arrays_overlap(array(1, 2), array(2, 3))");
    }

    private static ScalarSpec extreme(String name, int sign, String adjective) {
        return scalar(name)
                .takes(ARRAY)
                .gives(ArrayFunctions::elementType)
                .mayBeNull()
                .kernel(Kernels.strict((in, row, out) -> {
                    int[] best = {-1};
                    each(in, 0, row, (list, slot) -> {
                        if (!list.isNull(slot)
                                && (best[0] < 0 || sign * ValueOrder.compare(list, slot, list, best[0]) > 0)) {
                            best[0] = slot;
                        }
                    });
                    if (best[0] < 0) {
                        out.setNull(row);
                    } else {
                        out.copyFrom(in.list(0).elements(), best[0], row);
                    }
                }))
                .describe("The " + adjective + " element that is not null.", name + "(array(1, 20, null, 3))");
    }

    private static ScalarSpec repeat() {
        return scalar("array_repeat")
                .takes(ANY, INT)
                .gives((arguments, context) -> new ArrayType(
                        arguments.getFirst().type(), arguments.getFirst().nullable()))
                .nullable(arguments -> arguments.get(1).nullable())
                .kernel(Kernels.<ListVector>lenientFor(call -> (in, row, out) -> {
                    if (in.isNull(1, row)) {
                        out.setNull(row);
                        return;
                    }
                    int count = Math.max(0, in.intAt(1, row));
                    int at = out.allocate(row, count);
                    for (int i = 0; i < count; i++) {
                        out.elements().copyFrom(in.plain(0), in.at(0, row), at + i);
                    }
                }))
                .describe("An array of one element so many times.", "array_repeat('123', 2)");
    }

    private static ScalarSpec join() {
        return scalar("array_join")
                .takes(arrayOf(STRING), STRING)
                .optional(STRING)
                .gives(DataTypes.StringType)
                .kernel(Kernels.writing(ArrayFunctions::join))
                .describe(
                        "The elements with a delimiter between; nulls are left out or replaced.",
                        "array_join(array('hello', null, 'world'), ' ', ',')");
    }

    private static void join(Arguments in, int row, BytesWriter out) {
        ListVector lists = in.list(0);
        int at = in.at(0, row);
        BytesVector elements = (BytesVector) lists.elements();
        boolean first = true;
        for (int slot = lists.start(at); slot < lists.start(at) + lists.length(at); slot++) {
            boolean absent = elements.isNull(slot);
            if (absent && in.count() < 3) {
                continue;
            }
            if (!first) {
                out.append(in.bytes(1), in.at(1, row));
            }
            first = false;
            out.append(absent ? in.bytes(2) : elements, absent ? in.at(2, row) : slot);
        }
    }

    private static ScalarSpec slice() {
        return scalar("slice")
                .takes(ARRAY, INT, INT)
                .givesArgument(0)
                .kernel(Kernels.<ListVector>strictFor(call -> {
                    Elements elements = new Elements();
                    return (in, row, out) -> {
                        int start = in.intAt(1, row);
                        int length = in.intAt(2, row);
                        if (start == 0) {
                            throw new MillraceException(call.settings()
                                    .error(
                                            ErrorCondition.INVALID_PARAMETER_VALUE__ZERO_INDEX,
                                            "functionName",
                                            "`slice`",
                                            "parameter",
                                            "`start`"));
                        }
                        if (length < 0) {
                            throw new MillraceException(call.settings()
                                    .error(
                                            ErrorCondition.NUMERIC_OUT_OF_SUPPORTED_RANGE,
                                            "value",
                                            String.valueOf(length)));
                        }
                        ListVector lists = in.list(0);
                        int at = in.at(0, row);
                        int first = start > 0 ? start - 1 : lists.length(at) + start;
                        elements.clear();
                        if (first >= 0) {
                            long end = Math.min(lists.length(at), (long) first + length);
                            for (int i = first; i < end; i++) {
                                elements.add(lists.elements(), lists.start(at) + i);
                            }
                        }
                        elements.copyTo(out, row);
                    };
                }))
                .describe(
                        "So many elements from a position on, from 1 or back from the end.",
                        "slice(array(1, 2, 3, 4), 2, 2)");
    }

    private static ScalarSpec flatten() {
        return scalar("flatten")
                .takes(ARRAY)
                .checks((errors, arguments, context) -> {
                    if (!(((ArrayType) arguments.getFirst().type()).elementType() instanceof ArrayType)) {
                        throw errors.unexpectedType(0, "\"ARRAY<ARRAY>\"", arguments.getFirst());
                    }
                })
                .gives(ArrayFunctions::elementType)
                .mayBeNull()
                .kernel(Kernels.<ListVector>strictFor(call -> {
                    Elements elements = new Elements();
                    return (in, row, out) -> {
                        if (hasNull(in, 0, row)) {
                            out.setNull(row);
                            return;
                        }
                        elements.clear();
                        each(in, 0, row, (list, slot) -> elements.addAll((ListVector) list, slot));
                        elements.copyTo(out, row);
                    };
                }))
                .describe("The elements of arrays in one array.", "flatten(array(array(1, 2), array(3, 4)))");
    }
}

package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.BOOLEAN;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.arrayOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.GuardFirst;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataTypes;
import java.util.List;

/** Order, stretches and single elements of arrays. */
public final class ArrayFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "array_position",
                "array_remove",
                "array_append",
                "array_prepend",
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
            case "array_position" ->
                ListKernels.withElement(name)
                        .requires((errors, arguments, context) -> {
                            ArraySetFunctions.requireTyped(errors, arguments);
                            ListKernels.requireArray(errors, arguments.getFirst());
                        })
                        .gives(DataTypes.LongType)
                        .kernel(Kernels.<LongVector>strict(
                                (in, row, out) -> out.set(row, ListKernels.indexOf(in, row) + 1L)))
                        .describe(
                                "The position of an element, from 1; 0 if there is none.",
                                "array_position(array(3, 1, 2), 1)");
            case "array_remove" ->
                ListKernels.withElement(name)
                        .givesArgument(0)
                        .kernel(ListKernels.building((in, row, elements) ->
                                ListKernels.each(in, 0, row, (list, slot) -> {
                                    if (list.isNull(slot) || !ValueOrder.same(list, slot, in.plain(1), in.at(1, row))) {
                                        elements.add(list, slot);
                                    }
                                })))
                        .describe("The array without the elements equal to one.", "array_remove(array(1, 2, 1), 1)");
            case "array_append" -> extended(name, true);
            case "array_prepend" -> extended(name, false);
            case "array_min" -> extreme(name, -1, "least");
            case "array_max" -> extreme(name, 1, "greatest");
            case "sort_array" ->
                scalar(name)
                        .takes(ARRAY.asWritten())
                        .optional(BOOLEAN.asWritten())
                        .checks((errors, arguments, context) -> ValueOrder.require(
                                errors, name, arguments.getFirst().type()))
                        .givesArgument(0)
                        .text(arguments -> "sort_array(" + String.join(", ", arguments)
                                + (arguments.size() == 1 ? ", true)" : ")"))
                        .kernel(ListKernels.building((in, row, elements) -> {
                            boolean ascending = in.count() < 2 || in.booleanAt(1, row);
                            elements.addAll(in.list(0), in.at(0, row));
                            elements.sort(ascending, ascending);
                        }))
                        .describe(
                                "The array in order; nulls first, or last when descending.",
                                "sort_array(array('b', 'd', null, 'a'), true)");
            case "array_sort" -> ArraySort.define();
            case "array_compact" ->
                scalar(name)
                        .replaced()
                        .takes(ARRAY)
                        .gives((arguments, context) ->
                                new ArrayType(((ArrayType) arguments.getFirst().type()).elementType(), false))
                        .kernel(ListKernels.building((in, row, elements) ->
                                ListKernels.each(in, 0, row, (list, slot) -> {
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

    private static ScalarSpec extended(String name, boolean atEnd) {
        return ListKernels.withElement(name)
                .replaced()
                .requires((errors, arguments, context) -> {
                    if (!ARRAY.accepts(arguments.getFirst().type())) {
                        throw errors.unexpectedType(0, ARRAY, arguments.getFirst());
                    }
                })
                .gives((arguments, context) ->
                        CommonTypes.asNullable(arguments.getFirst().type()))
                .nullable(arguments -> arguments.getFirst().nullable())
                .kernel(GuardFirst.of(
                        Kernels.<ListVector>lenientFor(call -> {
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
                        }),
                        0,
                        (array, row) -> false))
                .describe(
                        "The array and one more element at its " + (atEnd ? "end." : "beginning."),
                        name + "(array('b', 'd'), 'a')");
    }

    private static ScalarSpec extreme(String name, int sign, String adjective) {
        return scalar(name)
                .takes(ARRAY)
                .checks((errors, arguments, context) -> ValueOrder.require(
                        errors, name, ((ArrayType) arguments.getFirst().type()).elementType()))
                .gives(ListKernels::elementType)
                .mayBeNull()
                .kernel(Kernels.strict((in, row, out) -> {
                    int[] best = {-1};
                    ListKernels.each(in, 0, row, (list, slot) -> {
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
                .takes(ANY, INT.asWritten())
                .gives((arguments, context) -> new ArrayType(
                        arguments.getFirst().type(), arguments.getFirst().nullable()))
                .nullable(arguments -> arguments.get(1).nullable())
                .kernel(Kernels.<ListVector>lenientFor(call -> (in, row, out) -> {
                    if (in.isNull(1, row)) {
                        out.setNull(row);
                        return;
                    }
                    int count = Math.max(0, in.intAt(1, row));
                    if (count > SequenceFunction.MAXIMUM_LENGTH) {
                        throw SequenceFunction.tooLong(call, "array_repeat", count);
                    }
                    int at = out.allocate(row, count);
                    for (int i = 0; i < count; i++) {
                        out.elements().copyFrom(in.plain(0), in.at(0, row), at + i);
                    }
                }))
                .describe("An array of one element so many times.", "array_repeat('123', 2)");
    }

    private static ScalarSpec join() {
        return scalar("array_join")
                .nullTolerant()
                .takes(arrayOf(STRING), STRING.asWritten())
                .optional(STRING.asWritten())
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
                                            ErrorCondition.INVALID_PARAMETER_VALUE__START,
                                            "functionName",
                                            "`slice`",
                                            "parameter",
                                            "`start`"));
                        }
                        if (length < 0) {
                            throw new MillraceException(call.settings()
                                    .error(
                                            ErrorCondition.INVALID_PARAMETER_VALUE__LENGTH,
                                            "functionName",
                                            "`slice`",
                                            "parameter",
                                            "`length`",
                                            "length",
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
                .requires((errors, arguments, context) -> {
                    Expression arrays = arguments.getFirst();
                    if (!(arrays.type() instanceof ArrayType array && array.elementType() instanceof ArrayType)) {
                        throw errors.unexpectedType(0, "\"ARRAY\" of \"ARRAY\"", arrays);
                    }
                })
                .gives(ListKernels::elementType)
                .nullable(arguments -> arguments.getFirst().nullable()
                        || ((ArrayType) arguments.getFirst().type()).containsNull())
                .kernel(Kernels.<ListVector>strictFor(call -> {
                    Elements elements = new Elements();
                    return (in, row, out) -> {
                        if (ListKernels.hasNull(in, 0, row)) {
                            out.setNull(row);
                            return;
                        }
                        elements.clear();
                        ListKernels.each(in, 0, row, (list, slot) -> elements.addAll((ListVector) list, slot));
                        elements.copyTo(out, row);
                    };
                }))
                .describe("The elements of arrays in one array.", "flatten(array(array(1, 2), array(3, 4)))");
    }
}

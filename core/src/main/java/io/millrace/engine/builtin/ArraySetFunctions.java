package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ARRAY;

import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.DataTypes;
import java.util.List;

/** Arrays as sets. */
public final class ArraySetFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "array_contains", "array_distinct", "array_union", "array_intersect", "array_except", "arrays_overlap");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "array_contains" -> contains();
            case "array_distinct" ->
                scalar(name)
                        .takes(ARRAY)
                        .givesArgument(0)
                        .kernel(ListKernels.building(
                                (in, row, elements) -> ListKernels.each(in, 0, row, elements::addDistinct)))
                        .describe("The different elements.", "array_distinct(array(1, 2, 2, null))");
            case "array_union" ->
                twoArrays(name)
                        .gives((arguments, context) -> CommonTypes.merged(arguments))
                        .kernel(ListKernels.building((in, row, elements) -> {
                            ListKernels.each(in, 0, row, elements::addDistinct);
                            ListKernels.each(in, 1, row, elements::addDistinct);
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
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec twoArrays(String name) {
        return scalar(name).takes(ARRAY, ARRAY).sameType(0).givesArgument(0);
    }

    private static ScalarSpec contains() {
        return ListKernels.withElement("array_contains")
                .gives(DataTypes.BooleanType)
                .mayBeNull()
                .kernel(Kernels.<BooleanVector>strict((in, row, out) -> {
                    boolean found = ListKernels.indexOf(in, row) >= 0;
                    if (!found && ListKernels.hasNull(in, 0, row)) {
                        out.setNull(row);
                    } else {
                        out.set(row, found);
                    }
                }))
                .describe("Whether an array holds an element.", "array_contains(array(1, 2, 3), 2)");
    }

    private static ScalarSpec setOperation(String name, boolean keepCommon) {
        return twoArrays(name).kernel(Kernels.<ListVector>strictFor(call -> {
            Elements right = new Elements();
            Elements result = new Elements();
            return (in, row, out) -> {
                right.clear();
                result.clear();
                ListKernels.each(in, 1, row, right::addDistinct);
                ListKernels.each(in, 0, row, (list, slot) -> {
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
                        ListKernels.each(in, 0, row, left::addDistinct);
                        boolean[] found = new boolean[1];
                        ListKernels.each(
                                in,
                                1,
                                row,
                                (list, slot) -> found[0] |= !list.isNull(slot) && left.contains(list, slot));
                        boolean bothFilled = left.count() > 0 && in.list(1).length(in.at(1, row)) > 0;
                        if (!found[0]
                                && bothFilled
                                && (ListKernels.hasNull(in, 0, row) || ListKernels.hasNull(in, 1, row))) {
                            out.setNull(row);
                        } else {
                            out.set(row, found[0]);
                        }
                    };
                }))
                .describe("Whether two arrays share an element.", "arrays_overlap(array(1, 2), array(2, 3))");
    }
}

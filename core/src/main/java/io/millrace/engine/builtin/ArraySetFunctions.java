package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ARRAY;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NullType;
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
                        .kernel(set((in, row, elements) -> ListKernels.each(in, 0, row, elements::addDistinct)))
                        .describe("The different elements.", "array_distinct(array(1, 2, 2, null))");
            case "array_union" ->
                twoArrays(name)
                        .gives((arguments, context) -> CommonTypes.merged(arguments))
                        .kernel(set((in, row, elements) -> {
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

    private static ScalarKernel set(ListKernels.Builder builder) {
        return ListKernels.building(builder, Elements::copyUnsignedTo);
    }

    private static ScalarSpec twoArrays(String name) {
        return scalar(name)
                .takes(ARRAY, ARRAY)
                .coerces(ArraySetFunctions::align)
                .requires((errors, arguments, context) -> requireAlike(errors, arguments));
    }

    /** Two arrays with elements of one type, if there is one that loses nothing. */
    private static List<Expression> align(List<Expression> arguments, ResolutionContext context) {
        if (!(arguments.get(0).type() instanceof ArrayType left
                && arguments.get(1).type() instanceof ArrayType right)) {
            return arguments;
        }
        return TypeCoercion.tightest(left.elementType(), right.elementType(), false)
                .map(common -> List.of(
                        context.convert(arguments.get(0), new ArrayType(common, left.containsNull())),
                        context.convert(arguments.get(1), new ArrayType(common, right.containsNull()))))
                .orElse(arguments);
    }

    private static void requireAlike(CallErrors errors, List<Expression> arguments) {
        DataType left = arguments.get(0).type();
        DataType right = arguments.get(1).type();
        if (!(left instanceof ArrayType && right instanceof ArrayType && TypeCoercion.sameType(left, right))) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__BINARY_ARRAY_DIFF_TYPES,
                    "functionName",
                    errors.functionName(),
                    "arrayType",
                    "\"ARRAY\"",
                    "leftType",
                    CallErrors.quoted(left),
                    "rightType",
                    CallErrors.quoted(right));
        }
    }

    /** The type of what both arrays have: there is a null only if there is one in both. */
    private static DataType common(List<Expression> arguments) {
        boolean nulls = arguments.stream().allMatch(argument -> ((ArrayType) argument.type()).containsNull());
        return new ArrayType(((ArrayType) CommonTypes.merged(arguments)).elementType(), nulls);
    }

    private static ScalarSpec contains() {
        return ListKernels.withElement("array_contains")
                .coerces(ArraySetFunctions::widen)
                .requires((errors, arguments, context) -> {
                    requireTyped(errors, arguments);
                    ListKernels.requireArray(errors, arguments.getFirst());
                })
                .gives(DataTypes.BooleanType)
                .nullable(arguments -> arguments.get(0).nullable()
                        || arguments.get(1).nullable()
                        || ((ArrayType) arguments.getFirst().type()).containsNull())
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

    static void requireTyped(CallErrors errors, List<Expression> arguments) {
        if (arguments.stream().anyMatch(argument -> argument.type() instanceof NullType)) {
            throw errors.mismatch(ErrorCondition.DATATYPE_MISMATCH__NULL_TYPE, "functionName", errors.functionName());
        }
    }

    /** An array and an element as one type, if there is one that is no text. */
    private static List<Expression> widen(List<Expression> arguments, ResolutionContext context) {
        Expression element = arguments.get(1);
        if (!(arguments.getFirst().type() instanceof ArrayType array) || element.type() instanceof NullType) {
            return arguments;
        }
        return TypeCoercion.widestWithoutStrings(List.of(array.elementType(), element.type()), context.ansi())
                .map(common -> List.of(
                        context.convert(arguments.getFirst(), new ArrayType(common, array.containsNull())),
                        context.convert(element, common)))
                .orElse(arguments);
    }

    private static ScalarSpec setOperation(String name, boolean keepCommon) {
        ScalarSpec operation = keepCommon
                ? twoArrays(name).gives((arguments, context) -> common(arguments))
                : twoArrays(name).givesArgument(0);
        return operation.kernel(Kernels.<ListVector>strictFor(call -> {
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
                result.copyUnsignedTo(out, row);
            };
        }));
    }

    private static ScalarSpec overlap() {
        return twoArrays("arrays_overlap")
                .gives(DataTypes.BooleanType)
                .nullable(arguments -> arguments.stream()
                        .anyMatch(array -> array.nullable() || ((ArrayType) array.type()).containsNull()))
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

package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.MapType;
import java.util.List;

/** Shapes that functions of arrays share. */
final class ListKernels {
    private ListKernels() {}

    /** Collects the elements of one row's result. */
    interface Builder {
        void build(Arguments in, int row, Elements elements);
    }

    /** Makes the result of what was collected. */
    interface Finish {
        void copy(Elements elements, ListVector out, int row);
    }

    interface ElementUse {
        void apply(ValueVector elements, int slot);
    }

    static ScalarKernel building(Builder builder) {
        return building(builder, Elements::copyTo);
    }

    static ScalarKernel building(Builder builder, Finish finish) {
        return Kernels.<ListVector>strictFor(call -> {
            Elements elements = new Elements();
            return (in, row, out) -> {
                elements.clear();
                builder.build(in, row, elements);
                finish.copy(elements, out, row);
            };
        });
    }

    static void each(Arguments in, int argument, int row, ElementUse use) {
        ListVector lists = in.list(argument);
        int at = in.at(argument, row);
        for (int i = 0; i < lists.length(at); i++) {
            use.apply(lists.elements(), lists.start(at) + i);
        }
    }

    static DataType elementType(List<Expression> arguments, ResolutionContext context) {
        return arguments.getFirst().type() instanceof MapType map
                ? map.valueType()
                : ((ArrayType) arguments.getFirst().type()).elementType();
    }

    /** An array and an element, which get a common type. */
    static ScalarSpec withElement(String name) {
        return scalar(name)
                .takes(ANY, ANY)
                .coerces(ListKernels::align)
                .checks((errors, arguments, context) -> requireElement(errors, arguments.get(0), arguments.get(1)));
    }

    /** An array and an element as one type, if there is one that loses nothing. */
    static List<Expression> align(List<Expression> arguments, ResolutionContext context) {
        Expression element = arguments.get(1);
        if (!(arguments.getFirst().type() instanceof ArrayType array)) {
            return arguments;
        }
        return TypeCoercion.tightest(array.elementType(), element.type(), context.ansi())
                .map(common -> List.of(
                        context.convert(arguments.getFirst(), new ArrayType(common, array.containsNull())),
                        context.convert(element, common)))
                .orElse(arguments);
    }

    static void requireArray(CallErrors errors, Expression array) {
        if (!(array.type() instanceof ArrayType)) {
            throw errors.unexpectedType(0, TypeFamily.ARRAY, array);
        }
    }

    /** The second must be of the type that the elements of the first have. */
    static void requireElement(CallErrors errors, Expression array, Expression element) {
        if (array.type() instanceof ArrayType type && TypeCoercion.sameType(type.elementType(), element.type())) {
            return;
        }
        throw errors.mismatch(
                ErrorCondition.DATATYPE_MISMATCH__ARRAY_FUNCTION_DIFF_TYPES,
                "functionName",
                errors.functionName(),
                "dataType",
                "\"ARRAY\"",
                "leftType",
                CallErrors.quoted(array.type()),
                "rightType",
                CallErrors.quoted(element.type()));
    }

    static boolean hasNull(Arguments in, int argument, int row) {
        ListVector lists = in.list(argument);
        int at = in.at(argument, row);
        for (int i = 0; i < lists.length(at); i++) {
            if (lists.elements().isNull(lists.start(at) + i)) {
                return true;
            }
        }
        return false;
    }

    /** The index of the second argument in the first, or -1. */
    static int indexOf(Arguments in, int row) {
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
}

package io.millrace.engine.builtin;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.types.ArrayType;
import io.millrace.types.StructType;
import java.util.List;
import java.util.Optional;

/**
 * Whether an element that is taken out of an array may be null, as Spark declares it: a constant index into elements that are
 * written down tells which of them it is; any other constant index may be outside, which Spark counts as null even where that
 * is an error; for an index that is computed, the elements tell, if what is outside is an error.
 */
final class ElementNullability {
    private ElementNullability() {}

    /** @param fails whether an index that is outside is an error */
    static boolean fromZero(Expression array, Expression index, boolean fails) {
        Optional<Integer> constant = constant(index);
        if (constant.isEmpty()) {
            return computed(array, index, fails);
        }
        return written(array)
                .map(elements -> at(elements, constant.get(), fails))
                .orElse(true);
    }

    /** Counted from 1, or from the end by negative numbers; 0 is always an error. */
    static boolean fromOne(Expression array, Expression index, boolean fails) {
        Optional<Integer> constant = constant(index);
        if (constant.isEmpty()) {
            return computed(array, index, fails);
        }
        int number = constant.get();
        return written(array)
                .map(elements -> number != 0 && at(elements, number > 0 ? number - 1 : elements.size() + number, fails))
                .orElse(true);
    }

    private static Optional<Integer> constant(Expression index) {
        return !index.nullable() && Constants.isFoldable(index)
                ? Optional.of(((Number) Constants.fold(index).value()).intValue())
                : Optional.empty();
    }

    private static boolean computed(Expression array, Expression index, boolean fails) {
        return !fails || array.nullable() || index.nullable() || ((ArrayType) array.type()).containsNull();
    }

    private static boolean at(List<Boolean> elements, int position, boolean fails) {
        return position >= 0 && position < elements.size() ? elements.get(position) : !fails;
    }

    /** Which elements may be null, if they are written down one by one. */
    private static Optional<List<Boolean>> written(Expression array) {
        if (!(array instanceof ScalarCall call)) {
            return Optional.empty();
        }
        return switch (call.function().name()) {
            case "array" ->
                Optional.of(call.arguments().stream().map(Expression::nullable).toList());
            case Extraction.FIELD_OF_ALL_NAME -> {
                Expression structs = call.arguments().getFirst();
                StructType struct = (StructType) ((ArrayType) structs.type()).elementType();
                boolean field = struct.apply(Extraction.fieldName(call)).nullable();
                yield written(structs)
                        .map(elements -> elements.stream()
                                .map(element -> element || field)
                                .toList());
            }
            default -> Optional.empty();
        };
    }
}

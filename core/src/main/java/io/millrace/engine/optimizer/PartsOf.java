package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.logical.Operators;
import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/** The parts of structs, arrays and maps that an expression puts together; null where they cannot be told. */
final class PartsOf {
    private PartsOf() {}

    static Expression struct(ScalarCall whole, Expression field) {
        String made = whole.function().name();
        if (!made.equals("struct") && !made.equals("named_struct")
                || !(whole.type() instanceof StructType type)
                || !(field instanceof Constant name)) {
            return null;
        }
        List<String> names = List.of(type.fieldNames());
        int place = names.indexOf(name.value());
        if (place < 0 || names.lastIndexOf(name.value()) != place) {
            return null;
        }
        // A name may stand before each value.
        int step = whole.arguments().size() / type.length();
        return whole.arguments().get(step * (place + 1) - 1);
    }

    static Expression array(ScalarCall whole, Expression place) {
        boolean known = whole.function().name().equals("array")
                && place instanceof Constant constant
                && constant.value() instanceof Integer index
                && index >= 0
                && index < whole.arguments().size();
        return known ? whole.arguments().get((Integer) ((Constant) place).value()) : null;
    }

    /** The value is that of the first key that is the one looked for. */
    static Expression map(ScalarCall whole, Expression key, DataType type) {
        if (!whole.function().name().equals("map") || whole.arguments().isEmpty()) {
            return null;
        }
        List<Expression> branches = new ArrayList<>();
        for (int i = 0; i < whole.arguments().size(); i += 2) {
            branches.add(Operators.call("=", key, whole.arguments().get(i)));
            branches.add(whole.arguments().get(i + 1));
        }
        branches.add(new Constant(null, type));
        return Operators.call("when", branches.toArray(Expression[]::new));
    }
}

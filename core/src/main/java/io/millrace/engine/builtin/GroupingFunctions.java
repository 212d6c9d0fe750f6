package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.Locale;

/** Functions that tell a grouping set from another. Analysis puts the answer in their place; nothing computes them. */
public final class GroupingFunctions implements FunctionModule {
    private static final String GROUPING = "grouping";
    private static final String GROUPING_ID = "grouping_id";

    @Override
    public List<String> names() {
        return List.of(GROUPING, GROUPING_ID);
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case GROUPING ->
                unplaced(scalar(GROUPING).takes(ANY).gives(DataTypes.ByteType))
                        .describe("1 where a column is left out of the row's grouping set, else 0.", "grouping(col)");
            case GROUPING_ID ->
                unplaced(scalar(GROUPING_ID).repeated(ANY).gives(DataTypes.LongType))
                        .describe("The grouping() of all columns, as the digits of a binary number.", "grouping_id()");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec unplaced(ScalarSpec spec) {
        return spec.neverNull().kernel((call, arguments) -> {
            throw new IllegalStateException("Only analysis knows the grouping set");
        });
    }

    /** Whether an expression is a call of one of these. */
    public static boolean isMarker(Expression expression) {
        return isGrouping(expression) || expression.isCallOf(GROUPING_ID);
    }

    /** Whether a name is that of one of these. */
    public static boolean isMarker(List<String> name) {
        String last = name.getLast().toLowerCase(Locale.ROOT);
        return last.equals(GROUPING) || last.equals(GROUPING_ID);
    }

    /** Whether it is {@code grouping(column)}. */
    public static boolean isGrouping(Expression expression) {
        return expression.isCallOf(GROUPING);
    }
}

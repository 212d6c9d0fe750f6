package io.millrace.engine.optimizer;

import io.millrace.engine.builtin.Extraction;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Trees;
import io.millrace.types.ArrayType;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import java.util.Set;

/** What is too dear to be computed twice. */
final class Costs {
    private static final Set<String> CHEAP =
            Set.of("+", "-", "=", "<", "<=", ">", ">=", "!=", "<=>", "and", "or", "not", "isnull", "isnotnull");

    private Costs() {}

    /** Anything but columns, constants, fields of columns and simple comparisons and sums. */
    static boolean isExpensive(Expression expression) {
        return Trees.contains(expression, node -> switch (node) {
            case Attribute ignored -> false;
            case Expression.InputColumn ignored -> false;
            case Expression.Constant ignored -> false;
            case Expression.ScalarCall call ->
                !(CHEAP.contains(call.function().name()) || Extraction.isField(call)) || isNested(call);
            case Expression.Conversion ignored -> true;
            case Expression.AggregateCall ignored -> true;
            case Expression.GeneratorCall ignored -> true;
            case Expression.Lambda ignored -> true;
            case Expression.LambdaParameter ignored -> true;
            case Expression.Subquery ignored -> true;
            case Expression.RankCall ignored -> true;
            case Expression.WindowCall ignored -> true;
        });
    }

    private static boolean isNested(Expression.ScalarCall call) {
        return call.type() instanceof StructType || call.type() instanceof ArrayType || call.type() instanceof MapType;
    }
}

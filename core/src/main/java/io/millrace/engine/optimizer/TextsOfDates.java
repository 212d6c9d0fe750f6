package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.StringType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.util.function.UnaryOperator;

/**
 * Constant texts that become dates or timestamps are computed first, as in Spark, which looks for words such as {@code today} in
 * them: one that fails makes the query fail, even in a branch that is never taken or where nobody asks for it.
 */
final class TextsOfDates implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        if (!plan.isStreaming()) {
            Trees.visit(plan, node -> Expressions.of(node).forEach(value -> Trees.visit(value, TextsOfDates::compute)));
        }
        return plan;
    }

    private static void compute(Expression part) {
        if (part instanceof Conversion conversion
                && conversion.child().type() instanceof StringType
                && isDate(conversion.type())
                && Constants.isConstant(conversion.child())) {
            Constants.fold(conversion.child());
        }
    }

    private static boolean isDate(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }
}

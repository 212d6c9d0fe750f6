package io.millrace.engine.logical;

import io.millrace.engine.builtin.RankFunctions;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.expression.WindowFrame;
import java.time.ZoneOffset;
import java.util.List;

/** Numbers rows, for rewritings that need to tell equal rows apart. */
public final class RowNumbers {
    private static final FunctionRegistry FUNCTIONS = new FunctionRegistry(List.of(new RankFunctions()));
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    private RowNumbers() {}

    /** The rows, each beside its number among the rows that agree in some columns, from 1. */
    public static LogicalPlan.Window within(LogicalPlan input, List<Attribute> columns, List<SortKey> order) {
        Expression number = FUNCTIONS.resolve(CallSite.of("row_number"), CONTEXT);
        List<Expression> partitions = List.copyOf(columns);
        Expression call = new Expression.WindowCall(number, partitions, order, WindowFrame.RUNNING, "");
        Attribute target = Attribute.create("number", number.type(), false);
        return new LogicalPlan.Window(input, partitions, order, List.of(new Assignment(target, call)));
    }
}

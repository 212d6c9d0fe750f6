package io.millrace.engine.optimizer;

import io.millrace.engine.builtin.ArrayFunctions;
import io.millrace.engine.builtin.ConversionFunctions;
import io.millrace.engine.builtin.Generators;
import io.millrace.engine.builtin.aggregate.Aggregates;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.logical.WrittenAs;
import io.millrace.types.DataTypes;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * EXCEPT ALL of a stream and static data counts: a row of the stream adds one to its group, one of the other side takes one
 * away in each batch anew, and a group gives as many rows as are left.
 */
final class StreamedExceptions implements UnaryOperator<LogicalPlan> {
    private static final FunctionRegistry FUNCTIONS = new FunctionRegistry(
            List.of(new Aggregates(), new Generators(), new ArrayFunctions(), new ConversionFunctions()));
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(plan, StreamedExceptions::counted);
    }

    private static LogicalPlan counted(LogicalPlan node) {
        boolean streamed = node instanceof LogicalPlan.Aggregate distinct
                && distinct.isStreaming()
                && distinct.input() instanceof LogicalPlan.Join join
                && join.writtenAs() == WrittenAs.EXCEPT_ALL;
        return streamed
                ? counted((LogicalPlan.Aggregate) node, (LogicalPlan.Join)
                        node.inputs().getFirst())
                : node;
    }

    private static LogicalPlan counted(LogicalPlan.Aggregate distinct, LogicalPlan.Join join) {
        List<Attribute> left = join.left().output();
        List<Attribute> right = join.right().output();
        List<Attribute> columns = new ArrayList<>();
        List<Assignment> groups = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            boolean nullable = left.get(i).nullable() || right.get(i).nullable();
            Attribute column = left.get(i).fresh().withNullable(nullable);
            columns.add(column);
            groups.add(new Assignment(left.get(i).withNullable(nullable), column));
        }
        Attribute weight = Attribute.create("weight", DataTypes.LongType, false);
        columns.add(weight);
        LogicalPlan both =
                new LogicalPlan.Union(List.of(weighed(join.left(), 1L), weighed(join.right(), -1L)), columns);
        Expression sum = FUNCTIONS.resolve(CallSite.of("sum", weight), CONTEXT);
        Attribute rest = Attribute.create("rest", sum.type(), sum.nullable());
        LogicalPlan counted = new LogicalPlan.Aggregate(both, groups, List.of(new Assignment(rest, sum)));
        LogicalPlan remaining =
                new LogicalPlan.Filter(counted, Operators.call(">", rest, new Constant(0L, DataTypes.LongType)));
        Expression times = FUNCTIONS.resolve(
                CallSite.of(
                        "array_repeat",
                        new Constant(true, DataTypes.BooleanType),
                        FUNCTIONS.resolve(CallSite.of("int", rest), CONTEXT)),
                CONTEXT);
        Expression rows = FUNCTIONS.resolve(CallSite.of("explode", times), CONTEXT);
        LogicalPlan repeated = new LogicalPlan.Generate(
                remaining, (GeneratorCall) rows, List.of(Attribute.create("row", DataTypes.BooleanType, true)));
        return new LogicalPlan.Project(
                repeated, distinct.output().stream().map(Assignment::pass).toList());
    }

    /** The rows with what each counts for. */
    private static LogicalPlan weighed(LogicalPlan rows, long weight) {
        List<Assignment> columns =
                new ArrayList<>(rows.output().stream().map(Assignment::pass).toList());
        columns.add(new Assignment(
                Attribute.create("weight", DataTypes.LongType, false), new Constant(weight, DataTypes.LongType)));
        return new LogicalPlan.Project(rows, columns);
    }
}

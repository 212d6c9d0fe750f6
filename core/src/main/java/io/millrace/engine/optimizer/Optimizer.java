package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.LogicalPlan;
import java.util.List;
import java.util.function.UnaryOperator;

/** Applies the rules in their order. */
public final class Optimizer {
    /** What is done, and when. */
    private static final List<UnaryOperator<LogicalPlan>> RULES = List.of(
            new StreamedExceptions(),
            new SortsOfOneRow(),
            new Simplify(),
            new SubqueriesBelowWatermarks(),
            new UnnestSubqueries(),
            new InlineShared(),
            new ExtractWindows(),
            new TextsOfDates(),
            new FoldConstants(),
            new ConstantKeys(),
            new FilteredArguments(),
            new PushDownFilters(),
            new InferFilters(),
            new DropNulls(),
            new MergeProjects(),
            new Simplify(),
            new PruneColumns(),
            new MergeProjects(),
            new RefuseFailures(),
            new LimitRecursions());

    private Optimizer() {}

    public static LogicalPlan optimize(LogicalPlan plan) {
        LogicalPlan current = plan;
        for (UnaryOperator<LogicalPlan> rule : RULES) {
            current = rule.apply(current);
        }
        return current;
    }

    /** Throws the error of a constant that fails wherever it is asked for, if one of the expressions has such. */
    public static void refuseFailures(List<Expression> expressions) {
        expressions.forEach(RefuseFailures::check);
    }
}

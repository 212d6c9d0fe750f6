package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.util.List;

/** Expressions whose value depends on no row. */
public final class Constants {
    private static final ColumnBatch ONE_ROW = ColumnBatch.of(List.of(), 1);
    private static final BatchContext NO_BATCH = new BatchContext(0, 0, 0, 0);

    private Constants() {}

    /** Whether an expression has the same value for every row of every batch. */
    public static boolean isFoldable(Expression expression) {
        return switch (expression) {
            case Expression.Constant ignored -> true;
            case Expression.ScalarCall call ->
                call.function().foldable() && call.children().stream().allMatch(Constants::isFoldable);
            case Expression.Conversion conversion -> isFoldable(conversion.child());
            case Expression.Lambda lambda -> isFoldable(lambda.body());
            case Expression.LambdaParameter ignored -> true;
            case Attribute ignored -> false;
            case Expression.InputColumn ignored -> false;
            case Expression.AggregateCall ignored -> false;
            case Expression.GeneratorCall ignored -> false;
            case Expression.Subquery ignored -> false;
            case Expression.RankCall ignored -> false;
            case Expression.WindowCall ignored -> false;
        };
    }

    /** The value of a foldable expression; an error of computing it is thrown as it is. */
    public static Expression.Constant fold(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return constant;
        }
        ColumnVector result = Evaluators.compile(expression).evaluate(ONE_ROW, Selection.range(1), NO_BATCH);
        return new Expression.Constant(Values.get(result, 0), expression.type());
    }
}

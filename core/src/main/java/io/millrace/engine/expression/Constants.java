package io.millrace.engine.expression;

import io.millrace.engine.expression.Expression.LambdaParameter;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.AtomicType;
import io.millrace.types.TimestampType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Expressions whose value depends on no row. */
public final class Constants {
    private static final long ANOTHER_DAY = 1_000_000_000_000L;
    private static final ColumnBatch ONE_ROW = ColumnBatch.of(List.of(), 1);

    private Constants() {}

    /** Whether an expression may stand where the language wants a constant. */
    public static boolean isFoldable(Expression expression) {
        return consistsOf(ScalarFunction::foldable, expression, Set.of());
    }

    /** Whether an expression has the same value for every row of every batch, and may be computed before there are rows. */
    public static boolean isConstant(Expression expression) {
        return consistsOf(ScalarFunction::early, expression, Set.of());
    }

    /** @param known parameters of the lambdas around, whose values come from what is folded too */
    private static boolean consistsOf(
            Predicate<ScalarFunction> functions, Expression expression, Set<LambdaParameter> known) {
        return switch (expression) {
            case Expression.Constant ignored -> true;
            case Expression.ScalarCall call ->
                functions.test(call.function())
                        && computedFrom(call).stream().allMatch(child -> consistsOf(functions, child, known));
            case Expression.Conversion conversion -> consistsOf(functions, conversion.child(), known);
            case Expression.Lambda lambda -> {
                Set<LambdaParameter> inside = new HashSet<>(known);
                inside.addAll(lambda.parameters());
                yield consistsOf(functions, lambda.body(), inside);
            }
            case LambdaParameter parameter -> known.contains(parameter);
            case Attribute ignored -> false;
            case Expression.InputColumn ignored -> false;
            case Expression.AggregateCall ignored -> false;
            case Expression.GeneratorCall ignored -> false;
            case Expression.Subquery ignored -> false;
            case Expression.RankCall ignored -> false;
            case Expression.WindowCall ignored -> false;
        };
    }

    /** The arguments whose values a call is computed from. */
    private static List<Expression> computedFrom(Expression.ScalarCall call) {
        int count = call.function().ofTypes()
                ? 0
                : call.function().standsForFirst() ? 1 : call.arguments().size();
        return call.arguments().subList(0, count);
    }

    /** What time it was when an expression was analysed, if it asks for the time. */
    private static long clock(Expression expression) {
        if (expression instanceof Expression.ScalarCall call
                && call.function().clock().isPresent()) {
            return call.function().clock().getAsLong();
        }
        return expression.children().stream().mapToLong(Constants::clock).max().orElse(0);
    }

    /** The value of a foldable expression, the time being that of its analysis; an error of computing it is thrown as it is. */
    public static Expression.Constant fold(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return constant;
        }
        return fold(expression, clock(expression));
    }

    /** The same at a time, microseconds since the epoch: a text such as {@code '12:30'} is a timestamp of that day. */
    public static Expression.Constant fold(Expression expression, long now) {
        BatchContext batch = new BatchContext(0, now, 0, 0);
        ColumnVector result = Evaluators.compile(expression).evaluate(ONE_ROW, Selection.range(1), batch);
        return new Expression.Constant(Values.get(result, 0), expression.type());
    }

    /** The value of a constant, if it is the same at all times. */
    public static Optional<Expression.Constant> timeless(Expression expression) {
        Expression.Constant value = fold(expression, 0);
        boolean timeless = !mayBeOfToday(expression) || value.equals(fold(expression, ANOTHER_DAY));
        return timeless ? Optional.of(value) : Optional.empty();
    }

    /** Only where there is a TIMESTAMP, perhaps inside another type, a text may have been given the day. */
    private static boolean mayBeOfToday(Expression expression) {
        return expression.type() instanceof TimestampType
                || !(expression.type() instanceof AtomicType)
                || expression.children().stream().anyMatch(Constants::mayBeOfToday);
    }
}

package io.millrace.engine.expression;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns bound expressions into what computes them. */
public final class Evaluators {
    private Evaluators() {}

    /**
     * Makes an evaluator for an expression whose columns are bound to positions.
     *
     * @throws IllegalArgumentException if it holds an attribute, an aggregate or a generator
     */
    public static Evaluator compile(Expression bound) {
        return switch (bound) {
            case Expression.InputColumn column -> (batch, rows, context) -> batch.column(column.ordinal());
            case Expression.Constant constant -> {
                ConstantVector vector = Values.constant(constant.value(), constant.type());
                yield (batch, rows, context) -> vector;
            }
            case Expression.ScalarCall call ->
                call.function().standsForFirst()
                        ? compile(call.arguments().getFirst())
                        : call.function()
                                .open(call, call.function().ofTypes() ? List.of() : compileArguments(call.arguments()));
            case Expression.Conversion conversion -> Casts.open(conversion, compile(conversion.child()));
            case Attribute attribute -> throw notBound(attribute);
            case Expression.AggregateCall call -> throw notBound(call);
            case Expression.GeneratorCall call -> throw notBound(call);
            case Expression.Lambda lambda -> throw notBound(lambda);
            case Expression.LambdaParameter parameter -> throw notBound(parameter);
            case Expression.Subquery subquery -> throw notBound(subquery);
            case Expression.RankCall call -> throw notBound(call);
            case Expression.WindowCall call -> throw notBound(call);
        };
    }

    private static List<Evaluator> compileArguments(List<Expression> arguments) {
        List<Evaluator> evaluators = new ArrayList<>(arguments.size());
        for (Expression argument : arguments) {
            evaluators.add(argument instanceof Expression.Lambda ? null : compile(argument));
        }
        return evaluators;
    }

    private static IllegalArgumentException notBound(Expression expression) {
        return new IllegalArgumentException("Cannot be computed row by row: " + ExpressionText.sql(expression));
    }

    /** Makes a chooser of rows for a condition whose columns are bound to positions. */
    public static PredicateEvaluator predicate(Expression bound) {
        if (bound instanceof Expression.ScalarCall call) {
            if (call.function().standsForFirst()) {
                return predicate(call.arguments().getFirst());
            }
            String name = call.function().name();
            if (name.equals("and")) {
                List<PredicateEvaluator> parts =
                        call.arguments().stream().map(Evaluators::predicate).toList();
                return (batch, rows, context) -> {
                    Selection left = rows;
                    for (PredicateEvaluator part : parts) {
                        left = left.isEmpty() ? left : part.select(batch, left, context);
                    }
                    return left;
                };
            }
            if (name.equals("or")) {
                return new Either(
                        predicate(call.arguments().get(0)),
                        predicate(call.arguments().get(1)));
            }
        }
        return new ByValue(compile(bound));
    }

    /** The positions of {@code rows} that are not in {@code some}, a part of them; into {@code scratch}. */
    static Selection minus(Selection rows, Selection some, int[] scratch) {
        int count = 0;
        int next = 0;
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            if (next < some.count() && some.position(next) == position) {
                next++;
            } else {
                scratch[count++] = position;
            }
        }
        return new Selection(scratch, count);
    }

    static int[] room(int[] scratch, int count) {
        return scratch.length >= count ? scratch : new int[Math.max(count, scratch.length * 2)];
    }

    /** Chooses by a boolean vector. */
    private static final class ByValue implements PredicateEvaluator {
        private final Evaluator condition;
        private int[] chosen = new int[0];

        ByValue(Evaluator condition) {
            this.condition = condition;
        }

        @Override
        public Selection select(ColumnBatch batch, Selection rows, BatchContext context) {
            ColumnVector vector = condition.evaluate(batch, rows, context);
            return switch (vector) {
                case ConstantVector constant ->
                    !constant.isNull() && ((BooleanVector) constant.value()).get(0) ? rows : Selection.EMPTY;
                case ValueVector plain -> select(((BooleanVector) plain).values(), null, rows);
                case DictionaryVector dictionary ->
                    select(((BooleanVector) dictionary.dictionary()).values(), dictionary.indices(), rows);
            };
        }

        /** Null slots hold false, so nulls need no look. */
        private Selection select(boolean[] values, int[] indices, Selection rows) {
            chosen = room(chosen, rows.count());
            int[] target = chosen;
            int count = 0;
            int total = rows.count();
            if (rows.isRange() && indices == null) {
                for (int i = 0; i < total; i++) {
                    target[count] = i;
                    count += values[i] ? 1 : 0;
                }
            } else {
                for (int i = 0; i < total; i++) {
                    int position = rows.position(i);
                    target[count] = position;
                    count += values[indices == null ? position : indices[position]] ? 1 : 0;
                }
            }
            return count == total ? rows : new Selection(target, count);
        }
    }

    /** Chooses by OR: the right side sees only rows that the left has not chosen. */
    private static final class Either implements PredicateEvaluator {
        private final PredicateEvaluator left;
        private final PredicateEvaluator right;
        private int[] rest = new int[0];
        private int[] union = new int[0];

        Either(PredicateEvaluator left, PredicateEvaluator right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public Selection select(ColumnBatch batch, Selection rows, BatchContext context) {
            Selection first = left.select(batch, rows, context);
            if (first.count() == rows.count()) {
                return rows;
            }
            rest = room(rest, rows.count());
            Selection second = right.select(batch, minus(rows, first, rest), context);
            if (second.isEmpty()) {
                return first;
            }
            int count = first.count() + second.count();
            union = room(union, count);
            for (int i = 0; i < first.count(); i++) {
                union[i] = first.position(i);
            }
            for (int i = 0; i < second.count(); i++) {
                union[first.count() + i] = second.position(i);
            }
            Arrays.sort(union, 0, count);
            return new Selection(union, count);
        }
    }
}

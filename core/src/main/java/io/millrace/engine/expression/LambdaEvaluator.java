package io.millrace.engine.expression;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes a lambda's body once for many elements: a batch is made in which each position is an element, the parameters
 * are its last columns, and the columns of the outer rows that the body uses are repeated by a dictionary.
 */
public final class LambdaEvaluator {
    private final Evaluator body;
    private final int[] outerColumns;
    private final int parameterCount;

    private LambdaEvaluator(Evaluator body, int[] outerColumns, int parameterCount) {
        this.body = body;
        this.outerColumns = outerColumns;
        this.parameterCount = parameterCount;
    }

    /** Makes an evaluator for a lambda whose columns are bound to positions. */
    public static LambdaEvaluator open(Expression.Lambda lambda) {
        Map<Integer, Integer> columns = new HashMap<>();
        collect(lambda.body(), columns);
        Map<Long, Integer> parameters = new HashMap<>();
        for (Expression.LambdaParameter parameter : lambda.parameters()) {
            parameters.put(parameter.id(), columns.size() + parameters.size());
        }
        int[] outer = new int[columns.size()];
        columns.forEach((column, place) -> outer[place] = column);
        Evaluator body = Evaluators.compile(bind(lambda.body(), columns, parameters));
        return new LambdaEvaluator(body, outer, lambda.parameters().size());
    }

    private static void collect(Expression expression, Map<Integer, Integer> columns) {
        if (expression instanceof Expression.InputColumn column) {
            columns.putIfAbsent(column.ordinal(), columns.size());
        }
        expression.children().forEach(child -> collect(child, columns));
    }

    private static Expression bind(
            Expression expression, Map<Integer, Integer> columns, Map<Long, Integer> parameters) {
        if (expression instanceof Expression.InputColumn column) {
            return new Expression.InputColumn(columns.get(column.ordinal()), column.type(), column.nullable());
        }
        if (expression instanceof Expression.LambdaParameter parameter && parameters.containsKey(parameter.id())) {
            return new Expression.InputColumn(parameters.get(parameter.id()), parameter.type(), parameter.nullable());
        }
        return expression.withChildren(expression.children().stream()
                .map(child -> bind(child, columns, parameters))
                .toList());
    }

    /**
     * The body's values for elements.
     *
     * @param outer the batch of the rows that the elements belong to
     * @param parameters the values of the parameters by element, as many as the lambda has
     * @param rows the row of each element; kept until the next call
     * @param elements which elements to compute
     */
    public ColumnVector evaluate(
            ColumnBatch outer,
            List<? extends ColumnVector> parameters,
            int[] rows,
            Selection elements,
            BatchContext context) {
        if (parameters.size() != parameterCount) {
            throw new IllegalArgumentException(parameters.size() + " values for " + parameterCount + " parameters");
        }
        List<ColumnVector> columns = new ArrayList<>(outerColumns.length + parameterCount);
        for (int column : outerColumns) {
            columns.add(repeat(outer.column(column), rows, elements));
        }
        columns.addAll(parameters);
        ColumnBatch batch = ColumnBatch.of(columns, elements.end(), elements);
        return body.evaluate(batch, elements, context);
    }

    private static ColumnVector repeat(ColumnVector column, int[] rows, Selection elements) {
        return switch (column) {
            case ConstantVector constant -> constant;
            case ValueVector plain -> new DictionaryVector(plain, rows);
            case DictionaryVector dictionary -> {
                int[] indices = new int[elements.end()];
                for (int i = 0; i < elements.count(); i++) {
                    int element = elements.position(i);
                    indices[element] = Vectors.plainPosition(dictionary, rows[element]);
                }
                yield new DictionaryVector(dictionary.dictionary(), indices);
            }
        };
    }
}

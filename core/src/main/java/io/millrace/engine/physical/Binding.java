package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.InputColumn;
import io.millrace.engine.logical.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns attributes into positions of a node's input. */
final class Binding {
    private final Map<Long, Expression> columns = new HashMap<>();

    Binding(List<Attribute> input) {
        for (int i = 0; i < input.size(); i++) {
            Attribute attribute = input.get(i);
            columns.put(attribute.id(), new InputColumn(i, attribute.type(), attribute.nullable()));
        }
    }

    Expression bind(Expression expression) {
        Expression bound = Trees.replace(expression, columns);
        if (Trees.contains(bound, Attribute.class::isInstance)) {
            throw new IllegalStateException("A column is missing from the input of " + expression);
        }
        return bound;
    }

    List<Expression> bind(List<? extends Expression> expressions) {
        return expressions.stream().map(this::bind).toList();
    }

    /** The position of a column. */
    int ordinal(Attribute attribute) {
        return ((InputColumn) columns.get(attribute.id())).ordinal();
    }
}

package io.millrace.engine.logical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;

/** A column that a node computes: {@code target = value}. A column that is passed on is its own value. */
public record Assignment(Attribute target, Expression value) {
    /** Passes a column on. */
    public static Assignment pass(Attribute attribute) {
        return new Assignment(attribute, attribute);
    }

    public boolean isPass() {
        return value instanceof Attribute source && source.id() == target.id();
    }
}
